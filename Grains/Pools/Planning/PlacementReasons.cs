using System.Collections.Immutable;
using Krewe.Scheduling.Placement;

namespace Krewe.Grains.Pools.Planning;

/// <summary>Why a placement is as it is, each a sentence.</summary>
internal static class PlacementReasons
{
    /// <summary>The comparison of the hosts, the chosen one first.</summary>
    public static ImmutableArray<string> Of(PlacementDecision.Placed placed) =>
    [
        .. placed.Scores.Select(score => FormattableString.Invariant(
            $"host {score.Host}: fit {score.Fit:0.###} (left over {score.Leftover:0.###}, alignment {score.Alignment:0.###}), peers {score.Peers}")),
        FormattableString.Invariant($"{placed.FeasibleHosts} hosts have room"),
    ];

    /// <summary>Every constraint that excludes hosts, and the nearest change.</summary>
    public static ImmutableArray<string> Of(PlacementDecision.Refused refused) =>
    [
        .. refused.Obstacles.Select(obstacle => $"{obstacle.Code}: {obstacle.Text}"),
        .. refused.Nearest is { } nearest ? (string[])[nearest.Text] : [],
    ];
}
