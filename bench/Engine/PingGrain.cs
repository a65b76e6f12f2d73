using Orleans;
using Orleans.Placement;

namespace Krewe.Bench.Engine;

/// <summary>Lives where it was called first, so that a measurement knows whether a call leaves the process.</summary>
[PreferLocalPlacement]
[GrainType("bench.ping")]
internal sealed class PingGrain : Grain, IPingGrain
{
    public ValueTask<int> Ping(int number) => new(number);
}
