using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>A view of the cluster.</summary>
/// <param name="members">The silos.</param>
/// <param name="version">The table's version.</param>
public sealed class ClusterMembershipSnapshot(ImmutableDictionary<SiloAddress, ClusterMember> members, MembershipVersion version)
{
    /// <summary>The silos.</summary>
    public ImmutableDictionary<SiloAddress, ClusterMember> Members { get; } = members;

    /// <summary>The table's version.</summary>
    public MembershipVersion Version { get; } = version;

    /// <summary>The state of a silo; a silo that was replaced by a later life of itself is dead.</summary>
    /// <param name="silo">The silo.</param>
    public SiloStatus GetSiloStatus(SiloAddress silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        if (Members.TryGetValue(silo, out var member))
        {
            return member.Status;
        }

        return Members.Keys.Any(other => other.Endpoint.Equals(silo.Endpoint) && other.Generation > silo.Generation)
            ? SiloStatus.Dead
            : SiloStatus.None;
    }
}
