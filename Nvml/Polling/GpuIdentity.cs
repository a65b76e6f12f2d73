namespace Krewe.Nvml;

/// <summary>What does not change while a device is there. Null is not known.</summary>
public sealed record GpuIdentity
{
    /// <summary>The identity that stays: GPU-…, or MIG-… of a MIG device.</summary>
    public required string Uuid { get; init; }

    /// <summary>The product's name.</summary>
    public required string Name { get; init; }

    /// <summary>The place in the driver's list; of a MIG device, in its GPU's list.</summary>
    public required int Index { get; init; }

    /// <summary>The GPU that a MIG device is a part of; null for a GPU.</summary>
    public string? ParentUuid { get; init; }

    /// <summary>PCI bus id with a domain of eight digits; of a MIG device, its GPU's.</summary>
    public string? PciBusId { get; init; }

    /// <summary>The number in /dev/nvidia0 and on.</summary>
    public uint? MinorNumber { get; init; }

    /// <summary>Serial number of the board.</summary>
    public string? Serial { get; init; }

    /// <summary>Version of the video BIOS.</summary>
    public string? VbiosVersion { get; init; }

    /// <summary>The generation.</summary>
    public NvmlArchitecture? Architecture { get; init; }

    /// <summary>What CUDA code it runs.</summary>
    public NvmlComputeCapability? ComputeCapability { get; init; }

    /// <summary>CUDA cores.</summary>
    public uint? CoreCount { get; init; }

    /// <summary>What power limit can be set, in mW.</summary>
    public NvmlRange? PowerLimitRange { get; init; }

    /// <summary>The highest clock of the multiprocessors in MHz.</summary>
    public uint? MaxSmClockMegahertz { get; init; }

    /// <summary>The highest clock of the memory in MHz.</summary>
    public uint? MaxMemoryClockMegahertz { get; init; }

    /// <summary>Whether it is a card of its own, passed through to this machine, or a part of one that is virtual.</summary>
    public NvmlVirtualization? Virtualization { get; init; }

    /// <summary>Whether it has the profiling counters of GPM.</summary>
    public bool HasGpm { get; init; }

    /// <summary>GPU instance of a MIG device.</summary>
    public uint? GpuInstance { get; init; }

    /// <summary>Compute instance of a MIG device.</summary>
    public uint? ComputeInstance { get; init; }

    /// <summary>What a MIG device is made of.</summary>
    public NvmlMigAttributes? MigAttributes { get; init; }

    /// <summary>Whether it is a MIG device.</summary>
    public bool IsMig => ParentUuid is not null;
}
