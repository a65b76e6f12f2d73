using System.Collections.Immutable;
using Krewe.Weights;

namespace Krewe.Grains.Hosts;

/// <summary>The seam between the host grain and the weights on its disk. One for each silo; thread-safe.</summary>
public interface IWeightsStore
{
    /// <summary>What there is, what is on its way, and what could not be had; by digest.</summary>
    ImmutableArray<HeldWeights> List();

    /// <summary>Says what is to be here before anything needs it: all of it each time, and what is left out is not wanted any more. Returns at once.</summary>
    /// <param name="wishes">What is wanted; of the same file the most urgent counts.</param>
    void Want(ImmutableArray<WeightsWish> wishes);
}
