using System.Collections.Immutable;
using Orleans.Runtime;

namespace Krewe.Testing.Clusters;

/// <summary>
/// A membership table in memory, with no protocol around it: silos enter what they are, and the test says who is dead. Each silo has its view of
/// it, which learns of a change at once or, in a simulation, when the simulation lets it.
/// </summary>
public sealed class SharedMembership
{
    private readonly Lock _gate = new();
    private readonly List<SharedMembershipView> _views = []; // under _gate
    private ClusterMembershipSnapshot _table = new(ImmutableDictionary<SiloAddress, ClusterMember>.Empty, new MembershipVersion(0)); // under _gate

    /// <summary>The table.</summary>
    public ClusterMembershipSnapshot Table
    {
        get
        {
            lock (_gate)
            {
                return _table;
            }
        }
    }

    /// <summary>Brings a change to a view: calls the action at once by default.</summary>
    internal Action<SiloAddress, Action> Notify { get; set; } = static (_, tell) => tell();

    /// <summary>Declares a silo dead, as the others would after probing it in vain. False when it is dead already.</summary>
    public bool DeclareDead(SiloAddress silo) => Set(silo, SiloStatus.Dead, null);

    internal SharedMembershipView Connect(ILocalSiloDetails silo)
    {
        SharedMembershipView view = new(this, silo);
        lock (_gate)
        {
            _views.Add(view);
        }

        return view;
    }

    internal bool Set(SiloAddress silo, SiloStatus status, string? name)
    {
        SharedMembershipView[] views;
        lock (_gate)
        {
            ClusterMember? known = _table.Members.GetValueOrDefault(silo);
            if (known is { Status: SiloStatus.Dead })
            {
                return false;
            }

            ClusterMember member = new(silo, status, name ?? known?.Name ?? silo.ToString());
            _table = new ClusterMembershipSnapshot(_table.Members.SetItem(silo, member), new MembershipVersion(_table.Version.Value + 1));
            views = [.. _views];
        }

        foreach (SharedMembershipView view in views)
        {
            if (view.Silo == silo && status != SiloStatus.Dead)
            {
                view.Read();
            }
            else
            {
                Notify(view.Silo, view.Read);
            }
        }

        return true;
    }
}
