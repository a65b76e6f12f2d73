using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Pools;
using Krewe.Replicas;

namespace Krewe.Silo.Front.Repository;

/// <summary>
/// What the placements say in the words of Triton's index: READY when a replica takes requests, LOADING while the first one starts,
/// UNLOADING after it was deleted, UNAVAILABLE with the reason otherwise.
/// </summary>
internal static class RepositoryIndex
{
    public const string Ready = "READY", Loading = "LOADING", Unloading = "UNLOADING", Unavailable = "UNAVAILABLE";

    /// <summary>The models of a tenant, by name; one that several regions have is there once, as it is where it is best.</summary>
    public static ImmutableArray<IndexEntry> Of(IEnumerable<PlacementView> placements, string tenant) =>
    [
        .. placements
            .Where(placement => placement.Model.Tenant == tenant)
            .Select(placement => (placement.Model.Region, Entry: Of(placement)))
            .GroupBy(one => (one.Entry.Name, one.Entry.Version))
            .Select(group => group.OrderBy(one => Rank(one.Entry.State)).ThenBy(one => one.Region, StringComparer.Ordinal).First().Entry)
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.Version, StringComparer.Ordinal),
    ];

    private static IndexEntry Of(PlacementView placement)
    {
        var (state, reason) = StateOf(placement);
        return new IndexEntry(placement.Spec.Name, placement.Spec.Version, state, reason);
    }

    private static (string State, string Reason) StateOf(PlacementView placement)
    {
        if (placement.Removing)
        {
            return (Unloading, "");
        }

        if (placement.Ready > 0)
        {
            return (Ready, "");
        }

        if (placement.Refusal is { } refusal)
        {
            return (Unavailable, Text(refusal));
        }

        var failed = placement.Replicas.FirstOrDefault(replica => replica is { Problem: not null, Phase: not ReplicaPhase.Ready });
        return failed is { Problem: { } problem, Phase: not ReplicaPhase.Starting }
            ? (Unavailable, Text(problem))
            : placement.Wanted == 0 ? (Unavailable, "no replica is wanted") : (Loading, "");
    }

    private static string Text(Problem problem) => $"{problem.Code}: {problem.Message}";

    private static int Rank(string state) => state switch
    {
        Ready => 0,
        Loading => 1,
        Unavailable => 2,
        _ => 3,
    };
}
