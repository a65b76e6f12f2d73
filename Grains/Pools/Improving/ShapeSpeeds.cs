using System.Collections.Immutable;
using Krewe.Pools;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Specs;

namespace Krewe.Grains.Pools.Improving;

/// <summary>How fast a model's shapes are beside each other, from what its executions took by class of device.</summary>
internal static class ShapeSpeeds
{
    /// <summary>What the queue calls a place without accelerators.</summary>
    private const string Cpu = "cpu";

    /// <summary>
    /// The shapes with their speeds, the fastest 1, in whole thousandths, so that sums are exact. A class that was never measured counts as the slowest that was: a plan
    /// hopes for nothing. Where nothing was measured all are alike.
    /// </summary>
    /// <param name="shapes">The shapes.</param>
    /// <param name="model">The model.</param>
    public static ImmutableArray<ModelShape> Known(ImmutableArray<ModelShape> shapes, SnapshotModel model)
    {
        var known = model.Profiles.Where(profile => profile.Version == model.Spec.Version && profile.Typical > TimeSpan.Zero)
            .ToDictionary(profile => profile.DeviceClass, profile => (profile.Typical, profile.Execution), StringComparer.Ordinal);
        if (known.Count == 0)
        {
            return shapes;
        }

        var slowest = (Typical: known.Values.Max(times => times.Typical), Execution: known.Values.Max(times => times.Execution));
        var times = shapes.Select(shape => known.GetValueOrDefault(shape.DeviceClass ?? Cpu, slowest)).ToList();
        var fastest = times.Min(one => one.Typical);
        return
        [
            .. shapes.Select((shape, at) => shape with
            {
                Throughput = Math.Max(1, Math.Round(1_000 * (fastest / times[at].Typical), MidpointRounding.AwayFromZero)) / 1_000,
                LatencyMilliseconds = times[at].Execution.TotalMilliseconds,
            }),
        ];
    }

    /// <summary>What is to be served, in replicas of the fastest shape: what runs goes on as fast as it is, and what is missing comes at least as the slowest.</summary>
    /// <param name="shapes">The shapes with their speeds.</param>
    /// <param name="running">The shape of each that runs.</param>
    /// <param name="wanted">Replicas wanted.</param>
    public static double Demand(ImmutableArray<ModelShape> shapes, IReadOnlyCollection<int> running, int wanted)
    {
        var speeds = running.Select(shape => shapes[shape].Throughput).OrderDescending().Take(wanted).ToList();
        return Math.Round(speeds.Sum() + ((wanted - speeds.Count) * shapes.Min(shape => shape.Throughput)), 3);
    }

    /// <summary>
    /// The objective that a plan keeps to: of what the model promises its classes the shortest within which any shape serves, for whoever has a replica serves all classes. With
    /// no shape that keeps any of them, the best that there is goes on.
    /// </summary>
    /// <param name="shapes">The shapes with their speeds.</param>
    /// <param name="model">The model.</param>
    /// <returns>Milliseconds; 0 for none.</returns>
    public static double ObjectiveMilliseconds(ImmutableArray<ModelShape> shapes, SnapshotModel model) => model.Spec.Scaling is not { } scaling ? 0
        : Enum.GetValues<ServiceClass>()
            .Select(one => (scaling.Objectives?.Of(one) ?? scaling.Objective)?.TotalMilliseconds ?? 0)
            .Where(objective => objective > 0 && shapes.Any(shape => shape.LatencyMilliseconds <= objective))
            .DefaultIfEmpty().Min();
}
