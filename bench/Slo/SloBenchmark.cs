using System.Collections.Immutable;
using System.Globalization;
using Krewe.Bench.Reporting;
using Krewe.Bench.Slo.Policies;

namespace Krewe.Bench.Slo;

/// <summary>Traces in virtual time under four policies: which deadlines are kept, by class, over load.</summary>
internal sealed class SloBenchmark : IBenchmark
{
    private const int Servers = 16;
    private const int MaxBatch = 8;
    private const double TritonDelay = 0.005;
    private static readonly string[] Classes = ["critical", "standard", "batch"];
    private static readonly double[] Loads = [0.5, 0.8, 1.0, 1.3, 1.6, 2.0, 2.5, 3.0];

    private static readonly (string Name, Func<int, ISloPolicy> Make)[] Policies =
    [
        ("krewe", servers => new KrewePolicy(servers, MaxBatch)),
        ("clockwork-like", servers => new ClockworkLikePolicy(servers, MaxBatch)),
        ("triton-like", _ => new TritonLikePolicy(MaxBatch, TritonDelay)),
        ("first come", _ => new FirstComePolicy(MaxBatch)),
    ];

    public string Name => "slo";

    public string Help => "deadlines kept under four policies, traces in virtual time (--data DIR --minutes 20 --svg slo.svg)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var data = options.Get("data", "");
        if (!Directory.Exists(data))
        {
            throw new ArgumentException($"'{data}' is no folder; --data names the folder with faro/ and traces/, see docs/queueing.md.");
        }

        var traces = new[]
        {
            SloTrace.Faro(Path.Combine(data, "faro", "input.json"), 60, options.Get("minutes", 20)),
            SloTrace.Azure(Path.Combine(data, "traces", "AzureLLMInferenceTrace_code.csv")),
        };
        var rows = new List<BenchRow>();
        var panels = new List<SloPlot.Panel>();
        foreach (var trace in traces)
        {
            var runs = (
                from load in Loads
                let scaled = trace.Scaled(load, Servers)
                from policy in Policies
                select (Load: load, policy.Name, Outcome: SloRun.Play(scaled, Servers, policy.Make(Servers)))).ToList();
            rows.AddRange(RowsOf(trace.Name, runs));
            panels.Add(PanelOf($"{trace.Name}: critical, deadlines kept", runs, outcome => outcome.Attainment(0)));
            panels.Add(PanelOf($"{trace.Name}: weighted goodput", runs, outcome => outcome.WeightedGoodput));
        }

        await File.WriteAllTextAsync(options.Get("svg", "slo.svg"), SloPlot.Draw(panels));
        return rows;
    }

    private static IEnumerable<BenchRow> RowsOf(string trace, List<(double Load, string Name, SloOutcome Outcome)> runs)
    {
        foreach (var load in runs.GroupBy(run => run.Load))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{trace}, load {load.Key:0.0}");
            for (var @class = 0; @class < Classes.Length; @class++)
            {
                var one = @class;
                yield return Row(name, $"attainment of {Classes[one]}", load.Select(run => (run.Name, run.Outcome.Attainment(one) * 100)), bound: one == 0, strictly: false);
            }

            yield return Row(name, "weighted goodput", load.Select(run => (run.Name, run.Outcome.WeightedGoodput * 100)), bound: false, strictly: false);
        }

        yield return Row($"{trace}, all loads", "weighted goodput", runs.GroupBy(run => run.Name).Select(run => (run.Key, run.Average(one => one.Outcome.WeightedGoodput) * 100)), bound: true, strictly: true);
    }

    private static BenchRow Row(string name, string metric, IEnumerable<(string Policy, double Value)> values, bool bound, bool strictly)
    {
        var all = values.ToArray();
        var (ours, others) = (all[0].Value, all[1..].ToImmutableSortedDictionary(one => one.Policy, one => one.Value));
        var best = others.Values.Max();
        return new BenchRow(name, metric, "%", ours, others, bound ? strictly ? ours > best : ours >= best : null);
    }

    private static SloPlot.Panel PanelOf(string title, List<(double Load, string Name, SloOutcome Outcome)> runs, Func<SloOutcome, double> value) => new(
        title,
        [.. runs.GroupBy(run => run.Name).Select(policy => (policy.Key, (IReadOnlyList<(double, double)>)[.. policy.Select(run => (run.Load, value(run.Outcome)))]))]);
}
