using Krewe.Pools;
using Krewe.Replicas;

namespace Krewe.Grains.Pools;

/// <summary>A model's state in a sentence.</summary>
internal static class Summaries
{
    public static string Of(PlacementView placement)
    {
        if (placement.Removing)
        {
            return $"{placement.Model} was deleted; {placement.Replicas.Length} replicas are stopping";
        }

        var text = $"{placement.Model}: {placement.Ready} of {placement.Wanted} replicas are ready";
        if (placement.Refusal is { } refusal && placement.Replicas.Length < placement.Wanted)
        {
            return refusal.Next is { } next ? $"{text}; {refusal.Message}; {next}" : $"{text}; {refusal.Message}";
        }

        var troubled = placement.Replicas.FirstOrDefault(replica => replica.Phase is ReplicaPhase.Restarting or ReplicaPhase.Unhealthy && replica.Problem is not null);
        if (troubled is not null)
        {
            return $"{text}; replica {troubled.Id} is {troubled.Phase.ToString().ToLowerInvariant()}: {troubled.Problem}";
        }

        return placement.Ready < placement.Wanted ? $"{text}; the others are starting" : text;
    }
}
