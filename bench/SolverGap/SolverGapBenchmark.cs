using System.Collections.Immutable;
using System.Diagnostics;
using Krewe.Bench.Reporting;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Bench.SolverGap;

/// <summary>How far the search stays from proved optima of random small fleets, and whether other solvers find the same optima.</summary>
internal sealed class SolverGapBenchmark : IBenchmark
{
    private const double MostMeanGap = 1;

    public string Name => "solver-gap";

    public string Help => "search against proved optima of random small fleets (--instances 270 --steps 2000 --first 1 --others glpsol,cbc)";

    public Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var count = options.Get("instances", 270);
        var others = OtherSolver.Installed(options.Get("others", "glpsol,cbc").Split(',', StringSplitOptions.RemoveEmptyEntries));
        var all = new List<GapResult>();
        for (var at = 0; at < count; at++)
        {
            var kind = RandomFleet.Kinds[at % RandomFleet.Kinds.Length];
            var result = Measure(kind, options.Get("first", 1) + at, options, others);
            all.Add(result);
            if (result.Gap > 0 || !result.Proved || result.Violations > 0 || result.Others.Any(other => other.Differs))
            {
                Console.Error.WriteLine(FormattableString.Invariant(
                    $"{kind} {options.Get("first", 1) + at}: search {result.Search:0.###}, best {result.Best:0.###}, bound {result.Bound:0.###}, {result.Nodes} nodes, {string.Join(", ", result.Others.Select(other => $"{other.Name} {other.Value:0.###}"))}"));
            }
        }

        var rows = RandomFleet.Kinds.SelectMany(kind => Rows(kind, [.. all.Where(result => result.Kind == kind)])).Concat(Rows("all instances", all));
        return Task.FromResult<IReadOnlyList<BenchRow>>([.. rows]);
    }

    private static GapResult Measure(string kind, int seed, BenchOptions options, ImmutableArray<OtherSolver> others)
    {
        var problem = RandomFleet.Draw(seed, kind);
        var start = Stopwatch.GetTimestamp();
        var search = FleetSolver.Solve(problem, new SearchOptions { Steps = options.Get("steps", 2_000), Nodes = 0 });
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        var exact = FleetSolver.Solve(problem, new SearchOptions { Steps = 0, Nodes = options.Get("nodes", 20_000), Start = search.Replicas });
        var violations = FleetAudit.Check(problem, search.Replicas).Length + FleetAudit.Check(problem, exact.Replicas).Length;
        return new GapResult(kind, search.Value.Total, exact.Value.Total, exact.LowerBound, exact.Proved, violations, exact.Nodes, seconds)
        {
            ExactSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
            Others = [.. others.Select(other => (other.Name, Value: other.Optimum(problem))).Select(found => (found.Name, found.Value, Math.Abs(found.Value - exact.Value.Total) > 1e-6 * Math.Max(1, exact.Value.Total)))],
        };
    }

    private static IEnumerable<BenchRow> Rows(string kind, List<GapResult> results)
    {
        if (results.Count == 0)
        {
            yield break;
        }

        var proved = results.Where(result => result.Proved).ToList();
        var gaps = proved.Select(result => result.Gap * 100).Order().ToList();
        yield return new BenchRow(kind, "instances", "1", results.Count);
        yield return new BenchRow(kind, "optimum proved", "1", proved.Count);
        yield return new BenchRow(kind, "violations", "1", results.Sum(result => result.Violations), Bound(0), results.All(result => result.Violations == 0));
        if (gaps.Count > 0)
        {
            yield return new BenchRow(kind, "median_gap", "%", gaps[gaps.Count / 2], Bound(0), gaps[gaps.Count / 2] == 0);
            yield return new BenchRow(kind, "mean_gap", "%", gaps.Average(), Bound(MostMeanGap), gaps.Average() <= MostMeanGap);
            yield return new BenchRow(kind, "largest gap", "%", gaps[^1]);
            yield return new BenchRow(kind, "optimum found", "%", 100.0 * gaps.Count(gap => gap == 0) / gaps.Count);
        }

        yield return new BenchRow(kind, "search, median", "ms", results.Select(result => result.Seconds * 1e3).Order().ElementAt(results.Count / 2));
        yield return new BenchRow(kind, "proof, median", "ms", results.Select(result => result.ExactSeconds * 1e3).Order().ElementAt(results.Count / 2));
        foreach (var name in results[0].Others.Select(other => other.Name))
        {
            var same = proved.Count(result => result.Others.Any(other => other.Name == name && !other.Differs));
            yield return new BenchRow(kind, $"same optimum by {name}", "1", same, Bound(proved.Count), same == proved.Count);
        }
    }

    private static ImmutableSortedDictionary<string, double> Bound(double value) => ImmutableSortedDictionary<string, double>.Empty.Add("bound", value);
}
