using System.Collections.Immutable;
using System.Diagnostics;
using Krewe.Bench.Reporting;

namespace Krewe.Bench.Admit;

/// <summary>
/// 15,000 workloads of three sizes on a fleet that is full all the time, in virtual time: the wall clock is what the decisions take. The mix is that of
/// Kueue's scalability test (test/performance/scheduler in kubernetes-sigs/kueue), which runs in real time against an API server.
/// </summary>
internal sealed class AdmitBenchmark : IBenchmark
{
    private const double Kueue = 351;
    private const double MostSeconds = 30;

    public string Name => "admit";

    public string Help => "15,000 workloads of three sizes on a full fleet, in virtual time (--repeat 3)";

    public Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var runs = new List<(double Seconds, AdmitRun Run)>();
        for (var at = 0; at < options.Get("repeat", 3); at++)
        {
            var start = Stopwatch.GetTimestamp();
            var run = AdmitRun.Play();
            runs.Add((Stopwatch.GetElapsedTime(start).TotalSeconds, run));
        }

        var median = runs.OrderBy(run => run.Seconds).ElementAt(runs.Count / 2);
        var references = ImmutableSortedDictionary<string, double>.Empty.Add("bound", MostSeconds).Add("Kueue published, wall clock with API server", Kueue);
        return Task.FromResult<IReadOnlyList<BenchRow>>(
        [
            new BenchRow("15,000 workloads", "wall clock", "s", median.Seconds, references, median.Seconds <= MostSeconds),
            new BenchRow("15,000 workloads", "admitted", "1", median.Run.Admitted),
            new BenchRow("15,000 workloads", "decisions", "1", median.Run.Decisions),
            new BenchRow("15,000 workloads", "decisions", "1/s", median.Run.Decisions / median.Seconds),
            new BenchRow("15,000 workloads", "virtual time", "s", median.Run.VirtualSeconds),
            new BenchRow("15,000 workloads", "mean use of CPU until the last arrival", "%", median.Run.MeanUse * 100),
        ]);
    }
}
