using Krewe.Runtime.Identity;

namespace Krewe.Testing.Simulation;

internal sealed class SeededIds(Random random, int silo = 0) : IIdSource
{
    private long _last = (long)silo << 40;

    public Guid NextId()
    {
        byte[] bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public long NextCorrelationId() => ++_last;
}
