using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Krewe.Conformance.Tests.Placement;

/// <summary>On the silo that the key begins with.</summary>
public sealed class ByName : PlacementStrategy;

[AttributeUsage(AttributeTargets.Class)]
public sealed class ByNameAttribute() : PlacementAttribute(new ByName());

public sealed class ByNameDirector(IClusterMembershipService membership) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var key = target.GrainIdentity.Key.ToString()!;
        Notes.Of(key).Add($"asked for {target.GrainIdentity} by {target.RequestContextData?.GetValueOrDefault("who") ?? "nobody"}");
        Notes.Of(key).Add($"context {RequestContext.Get("who") ?? "empty"}");
        var silos = context.GetCompatibleSilos(target);
        Notes.Of(key).Add($"{silos.Length} silos, {context.LocalSiloStatus}");
        if (key.EndsWith("fails", StringComparison.Ordinal))
        {
            throw new NotSupportedException("no place");
        }

        return Task.FromResult(IPlacementDirector.GetPlacementHint(target.RequestContextData!, silos)
            ?? silos.Single(silo => key.StartsWith(membership.CurrentSnapshot.Members[silo].Name, StringComparison.Ordinal)));
    }
}
