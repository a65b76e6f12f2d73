using System.Diagnostics;

namespace Krewe.Bench.RegionLoss;

/// <summary>Sums for how long how many replicas were ready in the other region, from one look to the next.</summary>
internal sealed class ReplicaSeconds(TwoRegions cluster, IReadOnlyList<string> models)
{
    private long _lookedAt = Stopwatch.GetTimestamp();

    /// <summary>Ready replicas in the other region at the last look, by model.</summary>
    public Dictionary<string, int> Ready { get; } = models.ToDictionary(model => model, _ => 0);

    public double Sum { get; private set; }

    public async Task LookAsync()
    {
        Sum += Ready.Values.Sum() * Stopwatch.GetElapsedTime(_lookedAt).TotalSeconds;
        _lookedAt = Stopwatch.GetTimestamp();
        foreach (var model in models)
        {
            Ready[model] = await cluster.ReadyAsync(model, "us");
        }
    }
}
