using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Exact;

/// <summary>Devices of a site that are taken as one: a single one where the model is exact.</summary>
internal sealed class PackingSlot(FleetDevice example, int device, int count)
{
    /// <summary>What each of them is like.</summary>
    public FleetDevice Example { get; } = example;

    /// <summary>Index of the single device; -1 where there are several.</summary>
    public int Device { get; } = device;

    public int Count { get; } = count;

    /// <summary>The variable that says how many somebody has a share of; -1 where nothing hangs on it.</summary>
    public int InUse { get; set; } = -1;
}
