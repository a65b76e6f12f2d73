namespace Krewe.Scheduling.Placement.Exact;

/// <summary>Hosts that are taken as one: a single one where the model is exact.</summary>
internal sealed class PackingSite(int[] hosts, PackingSlot[] slots)
{
    /// <summary>Their indices; the first stands for all.</summary>
    public int[] Hosts { get; } = hosts;

    public PackingSlot[] Slots { get; } = slots;

    /// <summary>The variable that says how many are in use; -1 where nothing hangs on it.</summary>
    public int InUse { get; set; } = -1;

    public int First => Hosts[0];
}
