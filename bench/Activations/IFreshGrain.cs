using Orleans;

namespace Krewe.Bench.Activations;

/// <summary>A grain of which only the first call counts.</summary>
[Alias("bench.fresh")]
internal interface IFreshGrain : IGrainWithStringKey
{
    Task<int> Touch();
}
