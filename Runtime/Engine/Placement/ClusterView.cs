using Orleans.Runtime;

namespace Krewe.Runtime.Placement;

/// <summary>What the newest view of the cluster says, in the forms that sending and placing need. Safe for all threads.</summary>
internal sealed class ClusterView(IClusterMembershipService membership, ILocalSiloDetails silo)
{
    private volatile Derived _latest = new(membership.CurrentSnapshot);

    public SiloAddress Local => silo.SiloAddress;

    public MembershipVersion Version => Latest.Snapshot.Version;

    /// <summary>The silos that serve, in a fixed order.</summary>
    public IReadOnlyList<SiloAddress> Active => Latest.Active;

    private Derived Latest
    {
        get
        {
            var latest = _latest;
            var snapshot = membership.CurrentSnapshot;
            return ReferenceEquals(latest.Snapshot, snapshot) ? latest : _latest = new Derived(snapshot);
        }
    }

    public SiloStatus StatusOf(SiloAddress address) => Latest.Snapshot.GetSiloStatus(address);

    public bool IsActive(SiloAddress address) => StatusOf(address) == SiloStatus.Active;

    public bool IsDead(SiloAddress address) => StatusOf(address) == SiloStatus.Dead;

    /// <summary>Whether the silo of an activation lives. One that is not known may be newer than the view, so the table is looked into.</summary>
    public async ValueTask<bool> IsAliveAsync(GrainAddress address)
    {
        if (address.SiloAddress is not { } owner)
        {
            return false;
        }

        if (StatusOf(owner) == SiloStatus.None)
        {
            await membership.Refresh(address.MembershipVersion);
        }

        return StatusOf(owner) is not (SiloStatus.None or SiloStatus.Dead);
    }

    /// <summary>Looks into the table now.</summary>
    public ValueTask RefreshAsync() => membership.Refresh();

    private sealed class Derived(ClusterMembershipSnapshot snapshot)
    {
        public ClusterMembershipSnapshot Snapshot => snapshot;

        public IReadOnlyList<SiloAddress> Active { get; } =
            [.. snapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress).Order()];
    }
}
