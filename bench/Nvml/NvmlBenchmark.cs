using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Krewe.Bench.Reporting;
using Krewe.Nvml;

namespace Krewe.Bench.Nvml;

/// <summary>
/// What the poller costs with eight GPUs: it runs as in a silo, once a second, and the processor time of the whole process is compared with the
/// same process at rest. The library is the fake, which answers at once: what is measured is ours, not the driver's.
/// </summary>
internal sealed class NvmlBenchmark : IBenchmark
{
    private const int Gpus = 8;
    private const double MostShare = 0.01;
    private static readonly string Library = Path.Combine(AppContext.BaseDirectory, "fake", "libnvidia-ml.so.1");

    public string Name => "nvml";

    public string Help => "the NVML poller: CPU, time in rounds and allocations with 8 GPUs at 1 Hz, over the fake library, which needs gcc (--seconds 20)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        if (!File.Exists(Library))
        {
            throw new InvalidOperationException($"{Library} is not there: it is built with gcc on Linux.");
        }

        var seconds = options.Get("seconds", 20);
        Describe(string.Join('\n', Enumerable.Range(0, Gpus).Select(i => $"gpu.{i}.like = h100\ngpu.{i}.process = compute {i + 1} 1000000 -1 -1 40 10 0 0")));
        var idle = await SpendAsync(seconds / 2);
        using var poller = new NvmlPoller(new NvmlPollerOptions { Load = new NvmlLoadOptions { Path = Library } });
        poller.Start();
        // Loading, finding and compiling are paid once.
        await Task.Delay(TimeSpan.FromSeconds(5));
        var before = poller.Status;
        var busy = await SpendAsync(seconds);
        var after = poller.Status;
        var rounds = Math.Max(1, after.Rounds - before.Rounds);
        var share = Math.Max(0, busy.Share - idle.Share);
        return
        [
            new BenchRow("8 GPUs at 1 Hz", "processor time beside the process at rest", "% of a core", share * 100, Bound(MostShare * 100), share <= MostShare),
            new BenchRow("8 GPUs at 1 Hz", "time in rounds", "% of all time", (after.Busy - before.Busy) / TimeSpan.FromSeconds(seconds) * 100),
            new BenchRow("8 GPUs at 1 Hz", "a round", "µs", (after.Busy - before.Busy).TotalMicroseconds / rounds),
            new BenchRow("8 GPUs at 1 Hz", "allocated beside the process at rest", "bytes a round", Math.Max(0, busy.Bytes - (idle.Bytes * 2)) / rounds),
        ];
    }

    private static async Task<(double Share, double Bytes)> SpendAsync(int seconds)
    {
        var (cpu, bytes) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        return ((Environment.CpuUsage.TotalTime - cpu).TotalSeconds / seconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    private static unsafe void Describe(string scenario)
    {
        var load = (delegate* unmanaged<byte*, int>)NativeLibrary.GetExport(NativeLibrary.Load(Library), "fake_nvml_load");
        fixed (byte* text = Encoding.UTF8.GetBytes(scenario + '\0'))
        {
            if (load(text) is var line and not 0)
            {
                throw new InvalidOperationException($"Line {line} of the scenario is not understood.");
            }
        }
    }

    private static ImmutableSortedDictionary<string, double> Bound(double value) => ImmutableSortedDictionary<string, double>.Empty.Add("bound", value);
}
