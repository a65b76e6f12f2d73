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
    };
}
