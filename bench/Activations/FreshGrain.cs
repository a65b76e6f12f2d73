using Orleans;
using Orleans.Placement;

namespace Krewe.Bench.Activations;

[GrainType("bench.fresh"), RandomPlacement]
internal sealed class FreshGrain : Grain, IFreshGrain
{
    private int _calls;

    public Task<int> Touch() => Task.FromResult(++_calls);
}
