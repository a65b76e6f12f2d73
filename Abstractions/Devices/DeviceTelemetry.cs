namespace Krewe.Devices;

/// <summary>What accelerators tell beside use, memory and power. Null is not measured, which is not zero.</summary>
[GenerateSerializer, Immutable, Alias("krewe.DeviceTelemetry")]
public sealed record DeviceTelemetry
{
    /// <summary>Its index on its machine.</summary>
    [Id(0)]
    public int? Index { get; init; }

    /// <summary>Its address on the PCI bus, such as <c>00000000:83:00.0</c>.</summary>
    [Id(1)]
    public string? BusId { get; init; }

    /// <summary>The driver's version.</summary>
    [Id(2)]
    public string? Driver { get; init; }

    /// <summary>Of a MIG instance: its profile, such as <c>1g.10gb</c>.</summary>
    [Id(3)]
    public string? MigProfile { get; init; }

    /// <summary>Of a MIG instance: its GPU instance's id.</summary>
    [Id(4)]
    public int? MigInstance { get; init; }

    /// <summary>Of a MIG instance: the UUID of its GPU.</summary>
    [Id(5)]
    public string? Parent { get; init; }

    /// <summary>Clock of the multiprocessors, MHz.</summary>
    [Id(6)]
    public int? SmClockMhz { get; init; }

    /// <summary>Clock of the memory, MHz.</summary>
    [Id(7)]
    public int? MemoryClockMhz { get; init; }

    /// <summary>Temperature, degrees Celsius.</summary>
    [Id(8)]
    public double? Temperature { get; init; }

    /// <summary>Temperature of the memory, degrees Celsius.</summary>
    [Id(9)]
    public double? MemoryTemperature { get; init; }

    /// <summary>Energy since the driver was loaded, joules.</summary>
    [Id(10)]
    public double? EnergyJoules { get; init; }

    /// <summary>Share of the time in which memory was read or written; 0 to 1.</summary>
    [Id(11)]
    public double? MemoryUtilization { get; init; }

    /// <summary>Share of the time in which the video encoder was in use; 0 to 1.</summary>
    [Id(12)]
    public double? EncoderUtilization { get; init; }

    /// <summary>Share of the time in which the video decoder was in use; 0 to 1.</summary>
    [Id(13)]
    public double? DecoderUtilization { get; init; }

    /// <summary>Bytes of its memory that its driver keeps for itself.</summary>
    [Id(14)]
    public long? ReservedMemoryBytes { get; init; }

    /// <summary>PCIe packets that were sent again since the driver was loaded.</summary>
    [Id(15)]
    public long? PcieReplays { get; init; }

    /// <summary>Bytes a second that it sends over PCIe.</summary>
    [Id(16)]
    public double? PcieSentBytesPerSecond { get; init; }

    /// <summary>Bytes a second that it receives over PCIe.</summary>
    [Id(17)]
    public double? PcieReceivedBytesPerSecond { get; init; }

    /// <summary>Bytes that it has sent and received over NVLink since the driver was loaded.</summary>
    [Id(18)]
    public long? NvLinkBytes { get; init; }

    /// <summary>Memory errors that could not be corrected since the driver was loaded.</summary>
    [Id(19)]
    public long? UncorrectedErrors { get; init; }

    /// <summary>Memory errors that were corrected since the driver was loaded.</summary>
    [Id(20)]
    public long? CorrectedErrors { get; init; }

    /// <summary>Rows of memory replaced for errors that could not be corrected.</summary>
    [Id(21)]
    public int? UncorrectableRows { get; init; }

    /// <summary>Rows of memory replaced for errors that were corrected.</summary>
    [Id(22)]
    public int? CorrectableRows { get; init; }

    /// <summary>Whether rows wait for a reset to be replaced.</summary>
    [Id(23)]
    public bool? RemapPending { get; init; }

    /// <summary>Whether rows could not be replaced.</summary>
    [Id(24)]
    public bool? RemapFailed { get; init; }

    /// <summary>What its driver says would repair it: 0 nothing, 1 a reset, 2 a restart of the machine, 3 no traffic to peers, 4 to be emptied and reset.</summary>
    [Id(25)]
    public int? RecoveryAction { get; init; }

    /// <summary>What slows its clocks, NVML's mask: 0x8 hardware, 0x20 heat (driver), 0x40 heat (hardware), 0x80 power brake, and others that are no fault.</summary>
    [Id(26)]
    public long? ClockReasons { get; init; }

    /// <summary>Share of the time in which the graphics or compute engine was active; 0 to 1.</summary>
    [Id(27)]
    public double? EngineActive { get; init; }

    /// <summary>Share of the cycles in which the tensor cores were active; 0 to 1.</summary>
    [Id(28)]
    public double? TensorActive { get; init; }

    /// <summary>Share of the cycles in which the memory's interface was active; 0 to 1.</summary>
    [Id(29)]
    public double? MemoryActive { get; init; }

    /// <summary>Whether it has a licence as a virtual GPU; false where it is none and needs none.</summary>
    [Id(30)]
    public bool? VgpuLicensed { get; init; }
}
