namespace Krewe.Scheduling.Placement.Packing;

/// <summary>The hosts that take new work, by profile and site. Groups without hosts leave their place to others.</summary>
internal sealed class GroupIndex
{
    private readonly Dictionary<(HostProfile Profile, int Site), HostGroup> _groups = [];
    private readonly List<HostGroup> _slots = [];
    private readonly HostGroup?[] _groupOf;

    public GroupIndex(int hosts) => _groupOf = new HostGroup?[hosts];

    /// <summary>The groups with hosts, in no order that may show.</summary>
    public IReadOnlyList<HostGroup> Groups => _slots;

    public HostGroup? GroupOf(int host) => _groupOf[host];

    public void Move(int host, int site, HostProfile to)
    {
        if (_groupOf[host] is { } old)
        {
            old.Remove(host);
            if (old.Hosts.Count == 0)
            {
                Drop(old);
            }
        }

        if (!_groups.TryGetValue((to, site), out var group))
        {
            group = new HostGroup(to, site) { Slot = _slots.Count };
            _slots.Add(group);
            _groups.Add((to, site), group);
        }

        group.Add(host);
        _groupOf[host] = group;
    }

    private void Drop(HostGroup group)
    {
        _groups.Remove((group.Profile, group.Site));
        var last = _slots[^1];
        _slots[group.Slot] = last;
        last.Slot = group.Slot;
        _slots.RemoveAt(_slots.Count - 1);
    }
}
