using System.Globalization;
using Krewe.Devices;
using Krewe.Nvml;
using Krewe.Specs.Devices;

namespace Krewe.Silo.Devices.Nvidia;

/// <summary>From the picture that the library's poller has of a device to what the silo tells of it.</summary>
internal static class NvmlObservations
{
    /// <summary>The poller reads each second; a picture that is older says that it does not.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(3);

    private const double MebibytesPerGigabyte = 1_024;
    private const string MigMark = " MIG ";

    /// <param name="seen">The picture.</param>
    /// <param name="parent">Of a MIG instance: its GPU's.</param>
    /// <param name="status">How the poller stands.</param>
    /// <param name="memory">What is remembered of the device.</param>
    /// <param name="classes">The rules for classes.</param>
    /// <param name="now">The time.</param>
    public static DeviceObservation Of(in GpuSnapshot seen, GpuSnapshot? parent, in NvmlPollerStatus status, GpuRecollection memory, DeviceClasses classes, DateTimeOffset now)
    {
        var (sent, received) = memory.Take(seen);
        var identity = seen.Identity;
        var profile = identity.IsMig ? Profile(identity) : null;
        if (memory.TotalBytes > 0)
        {
            memory.Class ??= classes.Of(identity.Name, memory.TotalBytes, profile);
        }

        var (answer, detail) = AnswerOf(seen, status, memory, now);
        var told = new DeviceObservation
        {
            Uuid = identity.Uuid,
            Class = memory.Class ?? classes.Of(identity.Name, memory.TotalBytes, profile),
            Model = identity.Name,
            Cores = (int?)(identity.MigAttributes?.Multiprocessors ?? identity.CoreCount) ?? 0,
            MemoryBytes = memory.TotalBytes,
            Answer = answer,
            Detail = detail,
            Telemetry = new DeviceTelemetry
            {
                Index = parent?.Identity.Index ?? identity.Index,
                BusId = identity.PciBusId,
                Driver = status.DriverVersion,
                MigProfile = profile,
                MigInstance = (int?)identity.GpuInstance,
                Parent = identity.ParentUuid,
                VgpuLicensed = identity.Virtualization is NvmlVirtualization.None or NvmlVirtualization.PassThrough ? false : null,
            },
        };
        return answer != DeviceAnswer.Measured ? told : told with
        {
            UsedMemoryBytes = (long?)seen.MemoryUsedBytes,
            Utilization = seen.Utilization ?? seen.GraphicsActive,
            PowerWatts = seen.PowerWatts,
            Telemetry = Telemetry(told.Telemetry, seen, parent) with { PcieSentBytesPerSecond = sent, PcieReceivedBytesPerSecond = received },
        };
    }

    /// <summary>The profile as drivers put it behind the name; else from what the instance is made of.</summary>
    internal static string Profile(GpuIdentity identity)
    {
        var mark = identity.Name.IndexOf(MigMark, StringComparison.Ordinal);
        if (mark >= 0)
        {
            return identity.Name[(mark + MigMark.Length)..].Trim();
        }

        if (identity.MigAttributes is not { } parts)
        {
            return "unknown";
        }

        var gigabytes = Math.Ceiling(parts.MemoryMebibytes / MebibytesPerGigabyte);
        var slices = string.Create(CultureInfo.InvariantCulture, $"{parts.GpuInstanceSlices}g.{gigabytes}gb");
        return parts.ComputeInstanceSlices == parts.GpuInstanceSlices ? slices : string.Create(CultureInfo.InvariantCulture, $"{parts.ComputeInstanceSlices}c.{slices}");
    }

    private static (DeviceAnswer Answer, string Detail) AnswerOf(in GpuSnapshot seen, in NvmlPollerStatus status, GpuRecollection memory, DateTimeOffset now) => seen.State switch
    {
        GpuState.Hung => (DeviceAnswer.Silent, seen.HungIn is { } call ? $"in {call}" : ""),
        GpuState.Lost => (LossOf(seen.Failure), $"{(int)seen.Failure} ({seen.Failure})"),
        _ when status.State == NvmlPollerState.LibraryLost => (DeviceAnswer.Unmeasured, status.Problem),
        _ when status.State == NvmlPollerState.Hung => (DeviceAnswer.Silent, status.Problem),
        _ when seen.At is null || now - seen.At > Stale => (DeviceAnswer.Failed, "nothing was read lately"),
        _ when memory.HasTold && !GpuRecollection.TellsAny(seen) => (DeviceAnswer.Failed, "nothing is told that was told before"),
        _ => (DeviceAnswer.Measured, ""),
    };

    /// <summary>What ends a device for the poller is not always its loss: an error that lasts may pass, and a dead library says nothing of it.</summary>
    private static DeviceAnswer LossOf(NvmlReturn failure) => failure.Classify() switch
    {
        NvmlReturnClass.LibraryDead => DeviceAnswer.Unmeasured,
        NvmlReturnClass.Retry => DeviceAnswer.Failed,
        _ => DeviceAnswer.Lost,
    };

    /// <summary>What only the whole GPU tells - memory repair, recovery, clocks, heat - holds for its instances too; its power and energy are not theirs.</summary>
    private static DeviceTelemetry Telemetry(DeviceTelemetry told, in GpuSnapshot seen, GpuSnapshot? parent)
    {
        var whole = parent ?? seen;
        return told with
        {
            SmClockMhz = (int?)(seen.SmClockMegahertz ?? whole.SmClockMegahertz),
            MemoryClockMhz = (int?)(seen.MemoryClockMegahertz ?? whole.MemoryClockMegahertz),
            Temperature = seen.TemperatureCelsius ?? whole.TemperatureCelsius,
            MemoryTemperature = seen.MemoryTemperatureCelsius ?? whole.MemoryTemperatureCelsius,
            EnergyJoules = seen.EnergyJoules,
            MemoryUtilization = seen.MemoryUtilization,
            EncoderUtilization = seen.EncoderUtilization,
            DecoderUtilization = seen.DecoderUtilization,
            ReservedMemoryBytes = (long?)seen.MemoryReservedBytes,
            PcieReplays = (long?)seen.PcieReplays,
            NvLinkBytes = seen.NvLinkSentBytes is null && seen.NvLinkReceivedBytes is null
                ? null
                : (long)(seen.NvLinkSentBytes.GetValueOrDefault() + seen.NvLinkReceivedBytes.GetValueOrDefault()),
            UncorrectedErrors = (long?)seen.EccUncorrected,
            CorrectedErrors = (long?)seen.EccCorrected,
            UncorrectableRows = (int?)(seen.RemappedRows ?? whole.RemappedRows)?.Uncorrectable,
            CorrectableRows = (int?)(seen.RemappedRows ?? whole.RemappedRows)?.Correctable,
            RemapPending = (seen.RemappedRows ?? whole.RemappedRows)?.IsPending,
            RemapFailed = (seen.RemappedRows ?? whole.RemappedRows)?.HasFailed,
            RecoveryAction = (int?)(seen.RecoveryAction ?? whole.RecoveryAction),
            ClockReasons = (long?)(seen.ClockEventReasons ?? whole.ClockEventReasons),
            EngineActive = seen.GraphicsActive,
            TensorActive = seen.TensorActive,
            MemoryActive = seen.DramActive,
        };
    }
}
