using Krewe.Commands.Output;
using Krewe.Nvml;

namespace Krewe.Commands.Gpu;

/// <summary>A GPU or MIG device, as JSON and YAML have it; what the device does not tell is left out.</summary>
internal sealed record GpuView
{
    public required int Index { get; init; }

    public required string Uuid { get; init; }

    public required string Name { get; init; }

    public string? Parent { get; init; }

    public string? PciBusId { get; init; }

    public required string State { get; init; }

    public string? Problem { get; init; }

    public ulong? MemoryTotalBytes { get; init; }

    public ulong? MemoryUsedBytes { get; init; }

    public ulong? MemoryFreeBytes { get; init; }

    public ulong? MemoryReservedBytes { get; init; }

    public double? Utilization { get; init; }

    public double? MemoryUtilization { get; init; }

    public double? EncoderUtilization { get; init; }

    public double? DecoderUtilization { get; init; }

    public double? SmActive { get; init; }

    public double? SmOccupancy { get; init; }

    public double? TensorActive { get; init; }

    public double? DramActive { get; init; }

    public double? PowerWatts { get; init; }

    public double? PowerLimitWatts { get; init; }

    public double? EnergyJoules { get; init; }

    public int? TemperatureCelsius { get; init; }

    public int? MemoryTemperatureCelsius { get; init; }

    public double? FanSpeed { get; init; }

    public uint? SmClockMegahertz { get; init; }

    public uint? MemoryClockMegahertz { get; init; }

    public uint? PerformanceState { get; init; }

    public string? ClockEventReasons { get; init; }

    public ulong? EccCorrected { get; init; }

    public ulong? EccUncorrected { get; init; }

    public uint? RemappedRowsUncorrectable { get; init; }

    public bool? RemappingPending { get; init; }

    public string? RecoveryAction { get; init; }

    public uint? PcieGeneration { get; init; }

    public uint? PcieWidth { get; init; }

    public ulong? PcieReplays { get; init; }

    public ulong? NvLinkSentBytes { get; init; }

    public ulong? NvLinkReceivedBytes { get; init; }

    public bool? Mig { get; init; }

    public uint? GpuInstance { get; init; }

    public ulong? LastXid { get; init; }

    public required IReadOnlyList<GpuProcessView> Processes { get; init; }

    public static GpuView Of(in GpuSnapshot gpu, IReadOnlyList<GpuProcessView> processes) => new()
    {
        Index = gpu.Identity.Index,
        Uuid = gpu.Identity.Uuid,
        Name = gpu.Identity.Name,
        Parent = gpu.Identity.ParentUuid,
        PciBusId = gpu.Identity.PciBusId,
        State = Words.Of(gpu.State),
        Problem = gpu.HungIn is { } function ? $"{function} does not return" : gpu.State == GpuState.Lost ? Words.Of(gpu.Failure) : null,
        MemoryTotalBytes = gpu.MemoryTotalBytes,
        MemoryUsedBytes = gpu.MemoryUsedBytes,
        MemoryFreeBytes = gpu.MemoryFreeBytes,
        MemoryReservedBytes = gpu.MemoryReservedBytes,
        Utilization = gpu.Utilization,
        MemoryUtilization = gpu.MemoryUtilization,
        EncoderUtilization = gpu.EncoderUtilization,
        DecoderUtilization = gpu.DecoderUtilization,
        SmActive = gpu.SmActive,
        SmOccupancy = gpu.SmOccupancy,
        TensorActive = gpu.TensorActive,
        DramActive = gpu.DramActive,
        PowerWatts = gpu.PowerWatts,
        PowerLimitWatts = gpu.PowerLimitWatts,
        EnergyJoules = gpu.EnergyJoules,
        TemperatureCelsius = gpu.TemperatureCelsius,
        MemoryTemperatureCelsius = gpu.MemoryTemperatureCelsius,
        FanSpeed = gpu.FanSpeed,
        SmClockMegahertz = gpu.SmClockMegahertz,
        MemoryClockMegahertz = gpu.MemoryClockMegahertz,
        PerformanceState = gpu.PerformanceState,
        ClockEventReasons = gpu.ClockEventReasons?.ToString(),
        EccCorrected = gpu.EccCorrected,
        EccUncorrected = gpu.EccUncorrected,
        RemappedRowsUncorrectable = gpu.RemappedRows?.Uncorrectable,
        RemappingPending = gpu.RemappedRows?.IsPending,
        RecoveryAction = gpu.RecoveryAction is { } action ? Words.Of(action) : null,
        PcieGeneration = gpu.PcieGeneration,
        PcieWidth = gpu.PcieWidth,
        PcieReplays = gpu.PcieReplays,
        NvLinkSentBytes = gpu.NvLinkSentBytes,
        NvLinkReceivedBytes = gpu.NvLinkReceivedBytes,
        Mig = gpu.MigMode?.Current,
        GpuInstance = gpu.Identity.GpuInstance,
        LastXid = gpu.LastXid,
        Processes = processes,
    };
}
