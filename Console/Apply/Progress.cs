using Krewe.Pools;
using Krewe.Replicas;

namespace Krewe.Commands.Apply;

/// <summary>How far a model is from what was applied.</summary>
internal static class Progress
{
    /// <summary>Ready replicas of the spec that was applied. After a change that replaces replicas the old ones do not count.</summary>
    public static int Ready(PlacementView placement, AssignChange change, long generation) => change == AssignChange.Replaced
        ? placement.Replicas.Count(replica => replica.Phase == ReplicaPhase.Ready && replica.Generation >= generation)
        : placement.Ready;

    /// <summary>The model with what its pool says now.</summary>
    public static AppliedModel Update(AppliedModel model, PlacementView placement)
    {
        var ready = Ready(placement, model.Change, model.Generation);
        var known = placement.Generation >= model.Generation;
        var complete = known && ready >= placement.Wanted;
        return model with
        {
            Wanted = placement.Wanted,
            Ready = ready,
            Complete = complete,
            Problem = complete ? null : placement.Refusal ?? placement.Replicas.Select(replica => replica.Problem).FirstOrDefault(problem => problem is not null),
        };
    }
}
