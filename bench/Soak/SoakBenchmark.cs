using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Krewe.Bench.Reporting;
using Krewe.Testing.Load;
using Krewe.Testing.Processes;

namespace Krewe.Bench.Soak;

/// <summary>
/// Many clients for minutes: no failure, and memory that does not grow. The silo's resident memory (VmRSS) in the last minute is compared
/// with that in the second, in which everything has been loaded.
/// </summary>
internal sealed class SoakBenchmark : IBenchmark
{
    private const double MostGrowth = 0.05;

    public string Name => "soak";

    public string Help => "64 clients for 5 minutes: failures, latency, resident memory of the silo (--seconds 300 --clients 64)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var duration = TimeSpan.FromSeconds(options.Get("seconds", 300));
        var clients = options.Get("clients", 64);
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        var memory = new List<(TimeSpan At, double MiB)>();
        using var done = new CancellationTokenSource();
        var sampling = SampleAsync(silo.Program.Id, memory, done.Token);
        var result = await LoadGenerator.RunAsync(silo.Http, clients, duration);
        await done.CancelAsync();
        await sampling;

        var second = Median(memory, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
        var last = Median(memory, duration - TimeSpan.FromMinutes(1), duration);
        var growth = last / second - 1;
        var name = string.Create(CultureInfo.InvariantCulture, $"{clients} clients, {duration.TotalSeconds:0} s");
        return
        [
            new BenchRow(name, "requests", "1", result.Completed),
            new BenchRow(name, "failures", "1", result.Failures.Length, Bound(0), result.Failures.IsEmpty),
            new BenchRow(name, "throughput", "1/s", result.Completed / duration.TotalSeconds),
            new BenchRow(name, "latency p50", "ms", result.Quantile(0.5).TotalMilliseconds),
            new BenchRow(name, "latency p99", "ms", result.Quantile(0.99).TotalMilliseconds),
            new BenchRow(name, "resident memory, second minute", "MiB", second),
            new BenchRow(name, "resident memory, last minute", "MiB", last),
            new BenchRow(name, "growth", "1", growth, Bound(MostGrowth), double.IsNaN(growth) ? null : growth <= MostGrowth),
        ];
    }

    private static ImmutableSortedDictionary<string, double> Bound(double value) =>
        ImmutableSortedDictionary<string, double>.Empty.Add("bound", value);

    private static double Median(List<(TimeSpan At, double MiB)> samples, TimeSpan from, TimeSpan to)
    {
        var values = samples.Where(sample => sample.At >= from && sample.At < to).Select(sample => sample.MiB).Order().ToList();
        return values.Count == 0 ? double.NaN : values[values.Count / 2];
    }

    private static async Task SampleAsync(int processId, List<(TimeSpan At, double MiB)> samples, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var line = (await File.ReadAllLinesAsync($"/proc/{processId}/status", cancellationToken)).First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
                var kibibytes = double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
                samples.Add((watch.Elapsed, kibibytes / 1024));
            }
        }
        catch (OperationCanceledException)
        {
            // The load has ended.
        }
    }
}
