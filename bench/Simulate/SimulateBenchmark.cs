using System.Collections.Immutable;
using System.Diagnostics;
using Krewe.Bench.Reporting;
using Krewe.Planning.Policies;
using Krewe.Planning.Replay;
using Krewe.Planning.Simulations;
using Krewe.Planning.Traces;
using Krewe.Scheduling.Scaling;
using Krewe.Specs.Simulations;

namespace Krewe.Bench.Simulate;

/// <summary>How many requests a replay gets through in a second of one core, with the scaler that the cluster runs.</summary>
internal sealed class SimulateBenchmark : IBenchmark
{
    private const int Minutes = 360;
    private const int Runs = 3;

    public string Name => "simulate";

    public string Help => "[--seed 1] [--only CASE]: requests replayed each second, one model and ten, of one class and of three, scaled ahead, and ten placed on a fleet, of one class of device and of two";

    public Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var (seed, only) = (options.Get("seed", 1), options.Get("only", string.Empty));
        var cases = new (string Name, Func<string, IEnumerable<BenchRow>> Rows)[]
        {
            ("one model", name => Rows(name, ReplayRules.Faro, 1, 8000, 32, seed, 250_000)),
            ("one model, three classes", name => Rows(name, Classes, 1, 8000, 32, seed, 250_000)),
            ("ten models", name => Rows(name, ReplayRules.Faro, 10, 1200, 45, seed, 100_000)),
            ("ten models, three classes", name => Rows(name, Classes, 10, 1200, 45, seed, 100_000)),
            ("ten models and placement", name => Placed(name, seed, 100_000, alike: true)),
            ("ten models, devices of two speeds", name => Placed(name, seed, 100_000, alike: false)),
        };
        return Task.FromResult<IReadOnlyList<BenchRow>>([.. cases.Where(one => only.Length == 0 || one.Name == only).SelectMany(one => one.Rows(one.Name))]);
    }

    // A queue by class and deadline for each model, as in a cluster.
    private static ReplayRules Classes => ReplayRules.Faro with
    {
        SlotsPerReplica = 1,
        Classes = [new ReplayClass(0, 1, 0.72), new ReplayClass(1, 2, 1.44) { TimeoutSeconds = 30 }, new ReplayClass(2, 2, 20) { TimeoutSeconds = 60 }],
    };

    private static IEnumerable<BenchRow> Rows(string name, ReplayRules rules, int models, int perMinute, int places, int seed, double goal)
    {
        var trace = Waves(models, perMinute, seed);
        return Timed(name, goal, () => Replayer.Run(rules, trace, places, new AheadScaler("ahead", rules, new ScalingOptions(), new ClairvoyantOutlook(trace)), seed));
    }

    // Halves of devices on twelve machines of four, with the forecast that is made of the arrivals: what 'krewe simulate' does.
    private static IEnumerable<BenchRow> Placed(string name, int seed, double goal, bool alike)
    {
        const long gib = 1L << 30;
        var trace = Waves(10, 1200, seed);
        var hosts = new SimulatedHosts { Name = "gpu", Count = 12, CpuMillicores = 64_000, MemoryBytes = 512 * gib, Devices = 4, DeviceClass = "h100", DeviceMemoryBytes = 80 * gib, HourlyPrice = 8 };
        var plan = new SimulationPlan
        {
            Hosts = alike ? [hosts] : [hosts with { Count = 3 }, hosts with { Name = "older", Count = 9, DeviceClass = "a100", HourlyPrice = 4 }],
            Models =
            [
                .. trace.Names.Select(model => new SimulatedModel
                {
                    Name = model, Objective = TimeSpan.FromMilliseconds(720), Service = TimeSpan.FromMilliseconds(150), Service99 = TimeSpan.FromMilliseconds(300),
                    Devices = 1, DeviceMemoryBytes = 30 * gib, DeviceComputeThousandths = 500, CpuMillicores = 2000, MemoryBytes = 8 * gib,
                    Slots = alike ? 4 : 1, Speeds = alike ? ImmutableDictionary<string, double>.Empty : ImmutableDictionary<string, double>.Empty.Add("h100", 1).Add("a100", 0.6),
                }),
            ],
            Trace = trace,
        };
        return Timed(name, goal, () => Simulation.Run(plan).Runs[0]);
    }

    private static IEnumerable<BenchRow> Timed(string name, double goal, Func<ReplayResult> replay)
    {
        var rates = new List<(double Wall, double Processor)>();
        for (var run = 0; run <= Runs; run++)
        {
            var (begun, before) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
            var result = replay();
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
