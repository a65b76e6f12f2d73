namespace Krewe.Nvml;

/// <summary>
/// Ids of figures for <see cref="NvmlFieldValue"/> that do not depend on the driver. For those that were renumbered see
/// <see cref="NvmlDevice.TryGetSlowdownTimes"/>.
/// </summary>
public static class NvmlFieldIds
{
    /// <summary>Corrected errors since the driver was loaded.</summary>
    public const uint EccCorrectedVolatile = 3;

    /// <summary>Uncorrected errors since the driver was loaded.</summary>
    public const uint EccUncorrectedVolatile = 4;

    /// <summary>Corrected errors since the board was made.</summary>
    public const uint EccCorrectedAggregate = 5;

    /// <summary>Uncorrected errors since the board was made.</summary>
    public const uint EccUncorrectedAggregate = 6;

    /// <summary>Nanoseconds below the wanted clock because of the power limit.</summary>
    public const uint ViolationPower = 74;

    /// <summary>Nanoseconds below the wanted clock because of heat.</summary>
    public const uint ViolationThermal = 75;

    /// <summary>Temperature of the memory in °C.</summary>
    public const uint MemoryTemperature = 82;

    /// <summary>Energy in mJ since the driver was loaded.</summary>
    public const uint TotalEnergy = 83;

    /// <summary>How many NVLinks the device has.</summary>
    public const uint NvLinkCount = 91;

    /// <summary>PCIe replays.</summary>
    public const uint PcieReplays = 94;

    /// <summary>PCIe replays that rolled over.</summary>
    public const uint PcieReplayRollovers = 95;

    /// <summary>Data sent over NVLink in KiB; scope a link, or <see cref="AllLinks"/>.</summary>
    public const uint NvLinkDataSent = 138;

    /// <summary>Data received over NVLink in KiB; scope a link, or <see cref="AllLinks"/>.</summary>
    public const uint NvLinkDataReceived = 139;

    /// <summary>All that was sent over NVLink in KiB; scope a link, or <see cref="AllLinks"/>.</summary>
    public const uint NvLinkRawSent = 140;

    /// <summary>All that was received over NVLink in KiB; scope a link, or <see cref="AllLinks"/>.</summary>
    public const uint NvLinkRawReceived = 141;

    /// <summary>Rows replaced for corrected errors.</summary>
    public const uint RemappedCorrectable = 142;

    /// <summary>Rows replaced for uncorrected errors.</summary>
    public const uint RemappedUncorrectable = 143;

    /// <summary>Whether replacements wait for a reset.</summary>
    public const uint RemappedPending = 144;

    /// <summary>Whether a replacement failed.</summary>
    public const uint RemappedFailure = 145;

    /// <summary>NVLink replays; scope a link.</summary>
    public const uint NvLinkReplays = 161;

    /// <summary>NVLink recoveries; scope a link.</summary>
    public const uint NvLinkRecoveries = 162;

    /// <summary>NVLink CRC errors; scope a link.</summary>
    public const uint NvLinkCrcErrors = 163;

    /// <summary>Speed of an NVLink in MB/s; scope a link.</summary>
    public const uint NvLinkSpeed = 164;

    /// <summary>Power in mW, an average; scope an <see cref="NvmlPowerScope"/>.</summary>
    public const uint PowerAverage = 185;

    /// <summary>Power in mW at this moment; scope an <see cref="NvmlPowerScope"/>.</summary>
    public const uint PowerInstant = 186;

    /// <summary>How many °C the chip is away from shutdown at most; signed.</summary>
    public const uint TemperatureLimitShutdown = 193;

    /// <summary>Offset of the slowdown in °C; signed.</summary>
    public const uint TemperatureLimitSlowdown = 194;

    /// <summary>Offset of the memory's limit in °C; signed.</summary>
    public const uint TemperatureLimitMemory = 195;

    /// <summary>Offset of the chip's limit in °C; signed.</summary>
    public const uint TemperatureLimitGpu = 196;

    /// <summary>Bytes sent over PCIe; may wrap.</summary>
    public const uint PcieBytesSent = 197;

    /// <summary>Bytes received over PCIe; may wrap.</summary>
    public const uint PcieBytesReceived = 198;

    /// <summary>An <see cref="NvmlRecoveryAction"/>.</summary>
    public const uint RecoveryAction = 230;

    /// <summary>The scope that stands for the sum of all links.</summary>
    public const uint AllLinks = uint.MaxValue;
}
