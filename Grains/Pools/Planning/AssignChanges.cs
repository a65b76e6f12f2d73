using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Grains.Pools.Planning;

/// <summary>What storing a spec changes.</summary>
internal static class AssignChanges
{
    public static AssignChange Of(PoolModel? known, ModelSpec spec, long generation) =>
        known is null || known.Removing ? AssignChange.Created
        : known.Spec == spec || generation <= known.Generation ? AssignChange.None
        : known.Spec.NeedsNewReplicas(spec) ? AssignChange.Replaced
        : AssignChange.Configured;

    /// <summary>The model with the spec stored.</summary>
    public static PoolModel Store(PoolModel? known, ModelSpec spec, long generation, AssignChange change) => new()
    {
        Spec = spec,
        Generation = generation,
        Revision = change == AssignChange.Configured ? known!.Revision : generation,

        // What demand and operators said of the model holds on; within other limits, demand says it anew.
        Target = change == AssignChange.Created ? null : known!.Spec.Scaling is not null && spec.Scaling is { } scaling && known.Target is { } target ? Math.Clamp(target, scaling.Min, scaling.Max) : null,
        Override = change == AssignChange.Created ? null : known!.Override,
        OverrideUntil = change == AssignChange.Created ? null : known!.OverrideUntil,
        Cap = change == AssignChange.Created ? null : known!.Cap,
    };
}
