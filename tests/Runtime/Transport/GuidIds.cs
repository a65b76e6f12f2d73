using Krewe.Runtime.Identity;

namespace Krewe.Runtime.Tests.Transport;

internal sealed class GuidIds : IIdSource
{
    private long _last;

    public Guid NextId() => Guid.NewGuid();

    public long NextCorrelationId() => Interlocked.Increment(ref _last);
}
