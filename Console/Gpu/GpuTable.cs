using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Commands.Output;

namespace Krewe.Commands.Gpu;

/// <summary>GPUs and their processes for people: what users of nvidia-smi and nvitop look for.</summary>
internal static class GpuTable
{
    public static void Draw(GpuMachine machine, Surroundings surroundings, bool wide)
    {
        surroundings.Output.WriteLine($"driver {machine.Driver}, NVML {machine.Nvml}, CUDA {machine.Cuda ?? "unknown"}");
        surroundings.Output.WriteLine();
        if (machine.Gpus.Count == 0)
        {
            surroundings.Output.WriteLine("no GPUs");
            return;
        }

        string[] headings = ["GPU", "NAME", "STATE", "TEMP", "POWER", "UTIL", "MEMORY", "SM CLOCK", "PROCESSES"];
        string[] more = ["FAN", "SM ACTIVE", "TENSOR", "DRAM", "PSTATE", "ECC", "PCIE", "BUS ID", "UUID"];
        var table = new TableWriter(surroundings, wide ? [.. headings, .. more] : headings);
        foreach (var gpu in machine.Gpus)
        {
            Cell[] cells =
            [
                gpu.Parent is null ? Number(gpu.Index) : $" └ MIG {Number(gpu.Index)}",
                gpu.Name,
                StateOf(gpu),
                gpu.TemperatureCelsius is { } celsius ? celsius >= 85 ? Cell.Warning($"{celsius} °C") : $"{celsius} °C" : "",
                gpu.PowerWatts is { } watts ? string.Create(CultureInfo.InvariantCulture, $"{watts:0} W{(gpu.PowerLimitWatts is { } limit ? $" of {limit:0} W" : "")}") : "",
                Words.Share(gpu.Utilization ?? gpu.SmActive),
                Memory(gpu),
                gpu.SmClockMegahertz is { } clock ? $"{clock} MHz" : "",
                gpu.Processes.Count > 0 ? Number(gpu.Processes.Count) : "",
            ];
            Cell[] others =
            [
                Words.Share(gpu.FanSpeed), Words.Share(gpu.SmActive), Words.Share(gpu.TensorActive), Words.Share(gpu.DramActive),
                gpu.PerformanceState is { } state ? $"P{state}" : "",
                gpu.EccUncorrected is { } errors ? errors > 0 ? Cell.Bad(errors.ToString(CultureInfo.InvariantCulture)) : "0" : "",
                gpu.PcieGeneration is { } generation ? $"{generation} x{gpu.PcieWidth}" : "",
                gpu.PciBusId ?? "", gpu.Uuid,
            ];
            table.Row(wide ? [.. cells, .. others] : cells);
        }

        table.Write();
        DrawProcesses(machine, surroundings);
    }

    private static void DrawProcesses(GpuMachine machine, Surroundings surroundings)
    {
        // A GPU with MIG tells the processes of its parts too.
        var parents = machine.Gpus.Select(gpu => gpu.Parent).ToHashSet();
        var rows = machine.Gpus.Where(gpu => !parents.Contains(gpu.Uuid)).SelectMany(gpu => gpu.Processes.Select(process => (Gpu: gpu, Process: process))).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        surroundings.Output.WriteLine();
        var table = new TableWriter(surroundings, "GPU", "PID", "KIND", "MEMORY", "PROCESS");
        foreach (var (gpu, process) in rows)
        {
            table.Row(
                gpu.GpuInstance is { } instance ? $"GI {instance}" : Number(gpu.Index), process.ProcessId.ToString(CultureInfo.InvariantCulture), process.Kind,
                process.MemoryBytes is { } bytes ? Words.Bytes((long)bytes) : "", process.Name ?? "");
        }

        table.Write();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static Cell StateOf(GpuView gpu) => gpu switch
    {
        { State: "present", RecoveryAction: null or "none" } => Cell.Good("present"),
        { State: "present" } => Cell.Warning($"present, {gpu.RecoveryAction}"),
        _ => Cell.Bad(gpu.Problem is { } problem ? $"{gpu.State}: {problem}" : gpu.State),
    };

    private static string Memory(GpuView gpu) => gpu is { MemoryUsedBytes: { } used, MemoryTotalBytes: { } total }
        ? $"{Words.Bytes((long)used)} of {Words.Bytes((long)total)}"
        : "";
}
