namespace Krewe.Scheduling.Placement.Problems;

/// <summary>An accelerator of a <see cref="FleetHost"/>. Amounts are what models of the problem may use, so without what others hold.</summary>
public sealed record FleetDevice
{
    /// <summary>Identity, unique on its host.</summary>
    public required string Id { get; init; }

    /// <summary>Its class, such as <c>nvidia-h100</c>; compared by ordinal.</summary>
    public required string DeviceClass { get; init; }

    /// <summary>Bytes of memory, not negative.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Thousandths of compute that are shared by time slices or MPS, 0 to 1,000; default 1,000.</summary>
    public int ComputeThousandths { get; init; } = 1_000;

    /// <summary>
    /// Slices where the device is cut up (MIG): then shapes take slices and memory, and none takes compute; 0 where it is not. NVIDIA's rules
    /// about where a profile may begin are not modelled; slices and memory together allow hardly anything that they forbid.
    /// </summary>
    public int MigSlices { get; init; }

    /// <summary>Devices with one name of this host are linked directly (NVLink, one PCIe switch); empty for alone.</summary>
    public string LinkDomain { get; init; } = "";

    /// <summary>Whether it takes work.</summary>
    public DeviceCondition Condition { get; init; }
}
