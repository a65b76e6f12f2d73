using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>The answer of <see cref="PlacementPolicy"/>: <see cref="Placed"/> or <see cref="Refused"/>.</summary>
public abstract record PlacementDecision
{
    private PlacementDecision()
    {
    }

    /// <summary>The replica has a place.</summary>
    /// <param name="Allocation">Where, and what it holds there.</param>
    /// <param name="Scores">The best hosts with their scores, the chosen one first.</param>
    /// <param name="FeasibleHosts">How many hosts would have done.</param>
    public sealed record Placed(ReplicaAllocation Allocation, ImmutableArray<HostScore> Scores, int FeasibleHosts) : PlacementDecision
    {
        /// <summary>The chosen host.</summary>
        public string Host => Allocation.Host;

        /// <summary>The chosen devices; empty for none.</summary>
        public ImmutableArray<string> DeviceIds => Allocation.Claim.DeviceIds;
    }

    /// <summary>No host fits.</summary>
    /// <param name="Obstacles">Every constraint that excludes a host, by code.</param>
    /// <param name="Nearest">The smallest change that would help; null when there are no hosts.</param>
    /// <param name="CouldEverFit">Whether an allowed host would fit if it were active, healthy, empty and without peers.</param>
    public sealed record Refused(ImmutableArray<PlacementObstacle> Obstacles, NearestFit? Nearest, bool CouldEverFit) : PlacementDecision
    {
        /// <summary>All reasons and the nearest change, one line for each, each reason with its code.</summary>
        public string Text =>
            string.Join('\n', Obstacles.Select(obstacle => $"{obstacle.Code} {obstacle.Text}").Append(Nearest?.Text).Where(line => line is not null));
    }
}
