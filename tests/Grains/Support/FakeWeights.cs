using System.Collections.Immutable;
using Krewe.Grains.Hosts;
using Krewe.Weights;

namespace Krewe.Grains.Tests.Support;

/// <summary>Remembers what was wanted; what hosts have is told by their observations.</summary>
internal sealed class FakeWeights : IWeightsStore
{
    /// <summary>What was wanted last, of whichever host.</summary>
    public ImmutableArray<WeightsWish> Wanted { get; private set; } = [];

    /// <summary>How often anything was said.</summary>
    public int Times { get; private set; }

    public ImmutableArray<HeldWeights> List() => [];

    public void Want(ImmutableArray<WeightsWish> wishes) => (Wanted, Times) = (wishes, Times + 1);
}
