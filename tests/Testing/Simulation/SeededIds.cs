using Krewe.Runtime.Identity;

namespace Krewe.Testing.Simulation;

internal sealed class SeededIds(Random random) : IIdSource
{
    private long _last;

    public Guid NextId()
    {
        byte[] bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public long NextCorrelationId() => ++_last;
}
