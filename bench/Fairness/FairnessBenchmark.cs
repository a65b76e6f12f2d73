using System.Collections.Immutable;
using Krewe.Bench.Load;
using Krewe.Bench.Load.Generator;
using Krewe.Bench.Reporting;

namespace Krewe.Bench.Fairness;

/// <summary>
/// Real time: four tenants of one model whose server sleeps. First each within its share; then one of them at twenty times its share: what do
/// the others feel? And all four with more than there is, at weights 1, 1, 2 and 4: does each get its share?
/// </summary>
internal sealed class FairnessBenchmark : IBenchmark
{
    private const int SleepMs = 50;
    private const int Slots = 10;
    private const double Capacity = Slots * 1_000.0 / SleepMs;
    private const int TimeoutMs = 1_000;
    private static readonly ImmutableSortedDictionary<string, int> Weights = ImmutableSortedDictionary<string, int>.Empty.Add("a", 1).Add("b", 1).Add("c", 2).Add("d", 4);

    public string Name => "fairness";

    public string Help => "one tenant at twenty times its share, and four with weights (--seconds 30)";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var seconds = options.Get("seconds", 30);
        await using var load = await ModelLoad.StartAsync(SleepMs, Slots, new { max_requests = 1_000, weights = Weights });
        var share = Capacity / Weights.Values.Sum();

        // The others at half of their shares; a is the one that grows.
        async Task<double> OthersAsync(double ratio, int seed)
        {
            var streams = await Task.WhenAll(Weights.Select((pair, at) =>
                load.RunAsync("standard", TimeoutMs, pair.Key, share * pair.Value * (pair.Key == "a" ? ratio : 0.5), seconds, seed + at)));
            return LoadOutcome.P99Of([.. streams.Skip(1)]);
        }

        var calm = await OthersAsync(1, 1);
        var noisy = await OthersAsync(20, 11);

        var all = await Task.WhenAll(Weights.Select((pair, at) => load.RunAsync("standard", TimeoutMs, pair.Key, Capacity, seconds, 21 + at)));
        var total = all.Sum(stream => stream.Rate);
        var rows = new List<BenchRow>
        {
            new("each within its share", "others_p99", "ms", calm),
            new("one at 20 times its share", "others_p99", "ms", noisy, Reference("bound: 1.2 x", calm * 1.2), noisy <= calm * 1.2),
        };
        var worst = 0.0;
        foreach (var (pair, stream) in Weights.Zip(all))
        {
            var due = pair.Value / (double)Weights.Values.Sum();
            worst = Math.Max(worst, Math.Abs((stream.Rate / total / due) - 1));
            rows.Add(new BenchRow("four with more than there is", $"share of the one of weight {pair.Value}", "%", stream.Rate / total * 100, Reference("weight", due * 100)));
        }

        rows.Add(new BenchRow("four with more than there is", "largest deviation of a share from its weight", "%", worst * 100, Reference("bound", 5), worst <= 0.05));
        return rows;
    }

    private static ImmutableSortedDictionary<string, double> Reference(string name, double value) => ImmutableSortedDictionary<string, double>.Empty.Add(name, value);
}
