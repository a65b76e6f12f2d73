namespace Krewe.Scheduling.Placement.Packing;

/// <summary>What is free on a host. Hosts of one profile are interchangeable for packing, so all that is computed is computed once for each.</summary>
internal sealed class HostProfile(int id, HostKind kind, long cpu, long memory, DeviceRoom[] rooms)
{
    public int Id { get; } = id;

    public HostKind Kind { get; } = kind;

    /// <summary>Free millicores; negative where the host is overcommitted from outside.</summary>
    public long Cpu { get; } = cpu;

    /// <summary>Free bytes; negative where the host is overcommitted from outside.</summary>
    public long Memory { get; } = memory;

    /// <summary>Free room of each device, ascending; devices are told apart by nothing else.</summary>
    public DeviceRoom[] Rooms { get; } = rooms;

    /// <summary>What the first few futures place here; not a number until they were played through.</summary>
    public double RoughFill { get; set; } = double.NaN;

    /// <summary>What all futures place here; not a number until they were played through.</summary>
    public double Fill { get; set; } = double.NaN;
}
