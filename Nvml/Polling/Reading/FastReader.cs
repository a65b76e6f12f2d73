namespace Krewe.Nvml.Polling;

/// <summary>What changes quickly and is cheap to read.</summary>
internal static class FastReader
{
    public static void Read(NvmlLibrary library, PolledDevice device, ref Readout readout, bool withGpm)
    {
        var gpu = device.Handle;
        var before = device.Snapshot;
        var hasMemory = Has(ref readout, Quantity.Memory, readout.Wants(Quantity.Memory) ? gpu.TryGetMemory(out var memory) : Skip(out memory));
        var hasUse = Has(ref readout, Quantity.Utilization, readout.Wants(Quantity.Utilization) ? gpu.TryGetUtilization(out var use) : Skip(out use));
        var hasEncoder = Has(ref readout, Quantity.Encoder, readout.Wants(Quantity.Encoder) ? gpu.TryGetEncoderUtilization(out var encoder) : Skip(out encoder));
        var hasDecoder = Has(ref readout, Quantity.Decoder, readout.Wants(Quantity.Decoder) ? gpu.TryGetDecoderUtilization(out var decoder) : Skip(out decoder));
        var hasPower = Has(ref readout, Quantity.Power, readout.Wants(Quantity.Power) ? gpu.TryGetPowerUsage(out var power) : Skip(out power));
        var hasEnergy = Has(ref readout, Quantity.Energy, readout.Wants(Quantity.Energy) ? gpu.TryGetTotalEnergy(out var energy) : Skip(out energy));
        var hasHeat = Has(ref readout, Quantity.Temperature, readout.Wants(Quantity.Temperature) ? gpu.TryGetTemperature(out var heat) : Skip(out heat));
        var hasSm = Has(ref readout, Quantity.SmClock, readout.Wants(Quantity.SmClock) ? gpu.TryGetClock(NvmlClock.Multiprocessor, out var sm) : Skip(out sm));
        var hasClock = Has(ref readout, Quantity.MemoryClock, readout.Wants(Quantity.MemoryClock) ? gpu.TryGetClock(NvmlClock.Memory, out var clock) : Skip(out clock));
        var hasReasons = Has(ref readout, Quantity.Reasons, readout.Wants(Quantity.Reasons) ? gpu.TryGetClockEventReasons(out var reasons) : Skip(out reasons));
        var hasState = Has(
            ref readout, Quantity.PerformanceState, readout.Wants(Quantity.PerformanceState) ? gpu.TryGetPerformanceState(out var state) : Skip(out state));
        FieldBatch.Ask(device.Fields);
        Has(ref readout, Quantity.Fields, readout.Wants(Quantity.Fields) ? gpu.TryGetFieldValues(device.Fields) : NvmlReturn.NoData);
        var hasGpm = ReadGpm(library, device, ref readout, withGpm);
        var gpm = hasGpm ? device.Gpm : null;
        var fields = device.Fields;
        device.Snapshot = before with
        {
            MemoryTotalBytes = hasMemory ? memory.Total : null,
            MemoryUsedBytes = hasMemory ? memory.Used : null,
            MemoryFreeBytes = hasMemory ? memory.Free : null,
            MemoryReservedBytes = hasMemory ? memory.Reserved : null,
            Utilization = hasUse ? use.Gpu / 100.0 : null,
            MemoryUtilization = hasUse ? use.Memory / 100.0 : null,
            EncoderUtilization = hasEncoder ? encoder.Percent / 100.0 : null,
            DecoderUtilization = hasDecoder ? decoder.Percent / 100.0 : null,
            PowerWatts = hasPower ? power / 1000.0 : null,
            EnergyJoules = hasEnergy ? energy / 1000.0 : null,
            TemperatureCelsius = hasHeat ? heat : null,
            SmClockMegahertz = hasSm ? sm : null,
            MemoryClockMegahertz = hasClock ? clock : null,
            ClockEventReasons = hasReasons ? reasons : null,
            PerformanceState = hasState ? state : null,
            MemoryTemperatureCelsius = (int?)fields[FieldBatch.MemoryTemperature].Int64,
            NvLinkSentBytes = fields[FieldBatch.NvLinkSent].UInt64 << 10,
            NvLinkReceivedBytes = fields[FieldBatch.NvLinkReceived].UInt64 << 10,
            PcieSentBytes = fields[FieldBatch.PcieSent].UInt64,
            PcieReceivedBytes = fields[FieldBatch.PcieReceived].UInt64,
            RecoveryAction = (NvmlRecoveryAction?)fields[FieldBatch.RecoveryAction].UInt64,
            GraphicsActive = gpm?.Share(0),
            SmActive = gpm?.Share(1),
            SmOccupancy = gpm?.Share(2),
            TensorActive = gpm?.Share(3),
            DramActive = gpm?.Share(4),
            Fp64Active = gpm?.Share(5),
            Fp32Active = gpm?.Share(6),
            Fp16Active = gpm?.Share(7),
        };
    }

    /// <summary>Not asked: as if there were none.</summary>
    internal static NvmlReturn Skip<T>(out T value)
    {
        value = default!;
        return NvmlReturn.AlreadyInitialized;
    }

    /// <summary>Whether it was asked for and given.</summary>
    internal static bool Has(ref Readout readout, Quantity quantity, NvmlReturn code) =>
        code != NvmlReturn.AlreadyInitialized && readout.Has(quantity, code);

    private static bool ReadGpm(NvmlLibrary library, PolledDevice device, ref Readout readout, bool withGpm)
    {
        if (!withGpm || !device.Identity.HasGpm || !readout.Wants(Quantity.Gpm))
        {
            return false;
        }

        if (device.Gpm is null && (device.Gpm = GpmReader.Create(library, out var code)) is null)
        {
            readout.Has(Quantity.Gpm, code);
            return false;
        }

        return readout.Has(Quantity.Gpm, device.Gpm.TryRead(library, device));
    }
}
