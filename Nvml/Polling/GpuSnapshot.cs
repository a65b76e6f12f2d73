namespace Krewe.Nvml;

/// <summary>
/// A device at one moment. Null is what it does not tell, or has not told lately; 0 is what it told. A share is 0 to 1. Counters grow until the driver
/// is loaded anew; those of PCIe may wrap. While a device is lost or hung the last values stay, with their time.
/// </summary>
public readonly record struct GpuSnapshot
{
    /// <summary>Who it is.</summary>
    public required GpuIdentity Identity { get; init; }

    /// <summary>Whether it can be read.</summary>
    public GpuState State { get; init; }

    /// <summary>Since when <see cref="State"/> holds.</summary>
    public DateTimeOffset StateSince { get; init; }

    /// <summary>What the call gave by which it was lost; Success while it is there.</summary>
    public NvmlReturn Failure { get; init; }

    /// <summary>The call that hangs.</summary>
    public NvmlFunction? HungIn { get; init; }

    /// <summary>When the fast values were read.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When the slow values were read: limits, errors, links, modes, processes.</summary>
    public DateTimeOffset? SlowAt { get; init; }

    /// <summary>Device memory.</summary>
    public ulong? MemoryTotalBytes { get; init; }

    /// <summary>Allocated device memory, without what is reserved.</summary>
    public ulong? MemoryUsedBytes { get; init; }

    /// <summary>Free device memory.</summary>
    public ulong? MemoryFreeBytes { get; init; }

    /// <summary>What driver and firmware keep.</summary>
    public ulong? MemoryReservedBytes { get; init; }

    /// <summary>Time in which any kernel ran. Null under MIG: see the GPM shares.</summary>
    public double? Utilization { get; init; }

    /// <summary>Time in which memory was read or written.</summary>
    public double? MemoryUtilization { get; init; }

    /// <summary>Of the video encoder.</summary>
    public double? EncoderUtilization { get; init; }

    /// <summary>Of the video decoder.</summary>
    public double? DecoderUtilization { get; init; }

    /// <summary>GPM: time in which any engine was busy.</summary>
    public double? GraphicsActive { get; init; }

    /// <summary>GPM: multiprocessors at work, over time.</summary>
    public double? SmActive { get; init; }

    /// <summary>GPM: warps resident, of what would fit.</summary>
    public double? SmOccupancy { get; init; }

    /// <summary>GPM: any tensor pipe.</summary>
    public double? TensorActive { get; init; }

    /// <summary>GPM: memory bandwidth, of the possible.</summary>
    public double? DramActive { get; init; }

    /// <summary>GPM: double precision pipe.</summary>
    public double? Fp64Active { get; init; }

    /// <summary>GPM: single precision pipe.</summary>
    public double? Fp32Active { get; init; }

    /// <summary>GPM: half precision pipe.</summary>
    public double? Fp16Active { get; init; }

    /// <summary>Power in W.</summary>
    public double? PowerWatts { get; init; }

    /// <summary>The limit that counts, in W.</summary>
    public double? PowerLimitWatts { get; init; }

    /// <summary>Energy in J since the driver was loaded.</summary>
    public double? EnergyJoules { get; init; }

    /// <summary>Of the chip.</summary>
    public int? TemperatureCelsius { get; init; }

    /// <summary>Of the memory.</summary>
    public int? MemoryTemperatureCelsius { get; init; }

    /// <summary>How much is left until it slows down.</summary>
    public int? ThermalMarginCelsius { get; init; }

    /// <summary>Of its nominal most, which it may exceed.</summary>
    public double? FanSpeed { get; init; }

    /// <summary>Clock of the multiprocessors.</summary>
    public uint? SmClockMegahertz { get; init; }

    /// <summary>Clock of the memory.</summary>
    public uint? MemoryClockMegahertz { get; init; }

    /// <summary>Why clocks are lower than they could be.</summary>
    public NvmlClockEventReasons? ClockEventReasons { get; init; }

    /// <summary>0 is the fastest, 15 the slowest.</summary>
    public uint? PerformanceState { get; init; }

    /// <summary>For how long it was slowed down.</summary>
    public NvmlSlowdownTimes? SlowdownTimes { get; init; }

    /// <summary>Whether memory errors are corrected.</summary>
    public NvmlModeState? EccMode { get; init; }

    /// <summary>Corrected errors since the driver was loaded.</summary>
    public ulong? EccCorrected { get; init; }

    /// <summary>Uncorrected errors since the driver was loaded.</summary>
    public ulong? EccUncorrected { get; init; }

    /// <summary>Corrected errors since the board was made.</summary>
    public ulong? EccCorrectedAggregate { get; init; }

    /// <summary>Uncorrected errors since the board was made.</summary>
    public ulong? EccUncorrectedAggregate { get; init; }

    /// <summary>Rows that were replaced.</summary>
    public NvmlRemappedRows? RemappedRows { get; init; }

    /// <summary>Whether pages wait to be retired; before Ampere.</summary>
    public bool? RetiredPagesPending { get; init; }

    /// <summary>What must be done before it works as it should.</summary>
    public NvmlRecoveryAction? RecoveryAction { get; init; }

    /// <summary>The generation that the PCIe link runs at.</summary>
    public uint? PcieGeneration { get; init; }

    /// <summary>Lanes of the PCIe link.</summary>
    public uint? PcieWidth { get; init; }

    /// <summary>Repeated PCIe transfers.</summary>
    public ulong? PcieReplays { get; init; }

    /// <summary>Sent over PCIe.</summary>
    public ulong? PcieSentBytes { get; init; }

    /// <summary>Received over PCIe.</summary>
    public ulong? PcieReceivedBytes { get; init; }

    /// <summary>Data sent over all NVLinks.</summary>
    public ulong? NvLinkSentBytes { get; init; }

    /// <summary>Data received over all NVLinks.</summary>
    public ulong? NvLinkReceivedBytes { get; init; }

    /// <summary>How far the NVLink fabric is configured.</summary>
    public NvmlFabricState? FabricState { get; init; }

    /// <summary>Whether MIG is on.</summary>
    public NvmlModeState? MigMode { get; init; }

    /// <summary>Whether the driver keeps it initialized.</summary>
    public bool? PersistenceMode { get; init; }

    /// <summary>Who may use it.</summary>
    public NvmlComputeMode? ComputeMode { get; init; }

    /// <summary>Processes that use it, of all kinds; see <see cref="NvmlPoller.ReadProcesses"/>.</summary>
    public int? ProcessCount { get; init; }

    /// <summary>Device memory of these processes together.</summary>
    public ulong? ProcessMemoryBytes { get; init; }

    /// <summary>XID errors since the poller began.</summary>
    public long XidCount { get; init; }

    /// <summary>The last XID error; null when there was none.</summary>
    public ulong? LastXid { get; init; }

    /// <summary>When it came.</summary>
    public DateTimeOffset? LastXidAt { get; init; }
}
