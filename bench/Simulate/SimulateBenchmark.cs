using System.Collections.Immutable;
using System.Diagnostics;
using Krewe.Bench.Reporting;
using Krewe.Planning.Policies;
using Krewe.Planning.Replay;
using Krewe.Planning.Traces;
using Krewe.Scheduling.Scaling;

namespace Krewe.Bench.Simulate;

/// <summary>How many requests a replay gets through in a second of one core, with the scaler that the cluster runs.</summary>
internal sealed class SimulateBenchmark : IBenchmark
{
    private const int Minutes = 360;
    private const int Runs = 3;

    public string Name => "simulate";

    public string Help => "[--seed 1]: requests replayed each second of processor time, one model and ten, scaled ahead";

    public Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var seed = options.Get("seed", 1);
        return Task.FromResult<IReadOnlyList<BenchRow>>([.. Rows("one model", 1, 8000, 32, seed, 250_000), .. Rows("ten models", 10, 1200, 45, seed, 100_000)]);
    }

    private static IEnumerable<BenchRow> Rows(string name, int models, int perMinute, int places, int seed, double goal)
    {
        var trace = Waves(models, perMinute, seed);
        var rates = new List<(double Wall, double Processor)>();
        for (var run = 0; run <= Runs; run++)
        {
            var scaler = new AheadScaler("ahead", ReplayRules.Faro, new ScalingOptions(), new ClairvoyantOutlook(trace));
            var (begun, before) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
            var result = Replayer.Run(ReplayRules.Faro, trace, places, scaler, seed);
            rates.Add((result.Arrived / Stopwatch.GetElapsedTime(begun).TotalSeconds, result.Arrived / (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds));
        }

        // The first run warms up. The wall clock counts; on a machine with other work processor time says what one core would do.
        var kept = rates.Skip(1).ToArray();
        var (wall, processor) = (kept.Select(rate => rate.Wall).Order().ElementAt(Runs / 2), kept.Select(rate => rate.Processor).Order().ElementAt(Runs / 2));
        yield return new BenchRow(name, "requests_per_second", "1/s", wall, ImmutableSortedDictionary<string, double>.Empty.Add("goal", goal), wall >= goal);
        yield return new BenchRow(name, "requests_per_processor_second", "1/s", processor);
    }

    private static RateTrace Waves(int models, int perMinute, int seed)
    {
        var random = new Random(seed);
        return new RateTrace(
            [.. Enumerable.Range(0, models).Select(model => $"model{model}")],
            [.. Enumerable.Range(0, models).Select(_ =>
            {
                var phase = random.NextDouble() * Math.Tau;
                return Enumerable.Range(0, Minutes).Select(minute => (int)(perMinute * (0.7 + (0.3 * Math.Sin(phase + (minute / 25.0)))) * (0.9 + (0.2 * random.NextDouble())))).ToImmutableArray();
            })]);
    }
}
