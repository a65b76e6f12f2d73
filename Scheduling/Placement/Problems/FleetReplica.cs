using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement.Problems;

/// <summary>A replica, or a warm copy, at its place.</summary>
/// <param name="Model">Its model.</param>
/// <param name="Region">The region whose demand it serves, as in <see cref="RegionDemand.Region"/>.</param>
/// <param name="Shape">Index of its shape; -1 for a warm copy, which takes the files' bytes of disk.</param>
/// <param name="Host">The host.</param>
/// <param name="Devices">The devices, by id; empty for none.</param>
/// <param name="Id">Identity of a running replica; empty for one that is to be started.</param>
public sealed record FleetReplica(string Model, string Region, int Shape, string Host, ImmutableArray<string> Devices, string Id = "")
{
    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Model}@{Region} {(Shape < 0 ? "warm" : $"shape {Shape}")} on {Host} {string.Join('+', Devices)} {Id}").TrimEnd();
}
