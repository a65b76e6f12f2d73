namespace Krewe.Bench.Placement;

/// <summary>Places pods as they come.</summary>
internal interface IPackingPolicy
{
    /// <summary>Places a pod for good.</summary>
    /// <param name="pod">The pod.</param>
    /// <returns>Whether it found a place.</returns>
    bool Place(OpenbPod pod);
}
