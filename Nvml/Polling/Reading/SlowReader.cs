using static Krewe.Nvml.Polling.FastReader;

namespace Krewe.Nvml.Polling;

/// <summary>What costs more to read, or changes seldom.</summary>
internal static class SlowReader
{
    public static void Read(PolledDevice device, ref Readout readout)
    {
        var gpu = device.Handle;
        var hasLimit = Has(ref readout, Quantity.PowerLimit, readout.Wants(Quantity.PowerLimit) ? gpu.TryGetEnforcedPowerLimit(out var limit) : Skip(out limit));
        var hasMargin = Has(ref readout, Quantity.Margin, readout.Wants(Quantity.Margin) ? gpu.TryGetMarginTemperature(out var margin) : Skip(out margin));
        var hasFan = Has(ref readout, Quantity.Fan, readout.Wants(Quantity.Fan) ? gpu.TryGetFanSpeed(out var fan) : Skip(out fan));
        var hasSlowdown = Has(ref readout, Quantity.Slowdown, readout.Wants(Quantity.Slowdown) ? gpu.TryGetSlowdownTimes(out var slowdown) : Skip(out slowdown));
        var hasEcc = Has(ref readout, Quantity.EccMode, readout.Wants(Quantity.EccMode) ? gpu.TryGetEccMode(out var ecc) : Skip(out ecc));
        var corrected = Ecc(ref readout, gpu, Quantity.EccCorrected, NvmlEccErrorType.Corrected, NvmlEccCounter.Volatile);
        var uncorrected = Ecc(ref readout, gpu, Quantity.EccUncorrected, NvmlEccErrorType.Uncorrected, NvmlEccCounter.Volatile);
        var correctedEver = Ecc(ref readout, gpu, Quantity.EccCorrectedAggregate, NvmlEccErrorType.Corrected, NvmlEccCounter.Aggregate);
        var uncorrectedEver = Ecc(ref readout, gpu, Quantity.EccUncorrectedAggregate, NvmlEccErrorType.Uncorrected, NvmlEccCounter.Aggregate);
        var hasRows = Has(ref readout, Quantity.RemappedRows, readout.Wants(Quantity.RemappedRows) ? gpu.TryGetRemappedRows(out var rows) : Skip(out rows));
        var hasPages = Has(ref readout, Quantity.RetiredPages, readout.Wants(Quantity.RetiredPages) ? gpu.TryGetRetiredPagesPending(out var pages) : Skip(out pages));
        var hasPcie = Has(ref readout, Quantity.PcieGeneration, readout.Wants(Quantity.PcieGeneration) ? gpu.TryGetPcieLinkGeneration(out var pcie) : Skip(out pcie));
        var hasWidth = Has(ref readout, Quantity.PcieWidth, readout.Wants(Quantity.PcieWidth) ? gpu.TryGetPcieLinkWidth(out var width) : Skip(out width));
        var hasReplays = Has(ref readout, Quantity.PcieReplays, readout.Wants(Quantity.PcieReplays) ? gpu.TryGetPcieReplayCounter(out var replays) : Skip(out replays));
        var hasFabric = Has(ref readout, Quantity.Fabric, readout.Wants(Quantity.Fabric) ? gpu.TryGetFabric(out var fabric) : Skip(out fabric));
        var hasMig = Has(ref readout, Quantity.MigMode, readout.Wants(Quantity.MigMode) ? gpu.TryGetMigMode(out var mig) : Skip(out mig));
        var hasPersistence = Has(
            ref readout, Quantity.Persistence, readout.Wants(Quantity.Persistence) ? gpu.TryGetPersistenceMode(out var persistence) : Skip(out persistence));
        var hasMode = Has(ref readout, Quantity.ComputeMode, readout.Wants(Quantity.ComputeMode) ? gpu.TryGetComputeMode(out var mode) : Skip(out mode));
        device.Snapshot = device.Snapshot with
        {
            PowerLimitWatts = hasLimit ? limit / 1000.0 : null,
            ThermalMarginCelsius = hasMargin ? margin : null,
            FanSpeed = hasFan ? fan / 100.0 : null,
            SlowdownTimes = hasSlowdown ? slowdown : null,
            EccMode = hasEcc ? ecc : null,
            EccCorrected = corrected,
            EccUncorrected = uncorrected,
            EccCorrectedAggregate = correctedEver,
            EccUncorrectedAggregate = uncorrectedEver,
            RemappedRows = hasRows ? rows : null,
            RetiredPagesPending = hasPages ? pages : null,
            PcieGeneration = hasPcie ? pcie : null,
            PcieWidth = hasWidth ? width : null,
            PcieReplays = hasReplays ? replays : null,
            FabricState = hasFabric ? fabric.State : null,
            MigMode = hasMig ? mig : null,
            PersistenceMode = hasPersistence ? persistence : null,
            ComputeMode = hasMode ? mode : null,
        };
        ReadProcesses(device, ref readout);
    }

    private static ulong? Ecc(ref Readout readout, NvmlDevice gpu, Quantity quantity, NvmlEccErrorType type, NvmlEccCounter counter) =>
        readout.Wants(quantity) && readout.Has(quantity, gpu.TryGetTotalEccErrors(type, counter, out var errors)) ? errors : null;

    private static void ReadProcesses(PolledDevice device, ref Readout readout)
    {
        if (device.ProcessBuffer.Length == 0)
        {
            return;
        }

        var (known, count, memory) = (false, 0, 0UL);
        for (var kind = NvmlProcessKind.Compute; kind <= NvmlProcessKind.Mps; kind++)
        {
            var quantity = Quantity.ComputeProcesses + (int)kind;
            if (!readout.Wants(quantity))
            {
                continue;
            }

            var code = device.Handle.TryGetProcesses(kind, device.ProcessBuffer, out var found);
            // More than are kept: as many as there is room for were not written, so none is known this time.
            if (code == NvmlReturn.InsufficientSize || !readout.Has(quantity, code))
            {
                continue;
            }

            known = true;
            foreach (ref readonly var process in device.ProcessBuffer.AsSpan(0, Math.Min(found, device.ProcessBuffer.Length)))
            {
                memory += process.UsedMemory ?? 0;
                device.Processes[count++] = new GpuProcess(kind, process);
            }
        }

        device.ProcessCount = count;
        device.Snapshot = device.Snapshot with { ProcessCount = known ? count : null, ProcessMemoryBytes = known ? memory : null };
    }
}
