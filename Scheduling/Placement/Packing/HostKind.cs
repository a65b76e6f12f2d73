namespace Krewe.Scheduling.Placement.Packing;

/// <summary>Hosts that differ in nothing but what is free on them: what they have in all, and of each type of device how many.</summary>
internal sealed class HostKind(int index, long cpu, long memory, int[] deviceTypes)
{
    public int Index { get; } = index;

    public long Cpu { get; } = cpu;

    public long Memory { get; } = memory;

    /// <summary>The type of each device, ascending.</summary>
    public int[] DeviceTypes { get; } = deviceTypes;

    /// <summary>The futures as hosts of this kind meet them; made when first asked for.</summary>
    public KindFutures? Futures { get; set; }
}
