namespace Krewe.Scheduling.Placement.Packing;

/// <summary>The hosts of one profile at one site that take new work.</summary>
internal sealed class HostGroup(HostProfile profile, int site)
{
    private readonly List<int> _hosts = [];

    public HostProfile Profile { get; } = profile;

    public int Site { get; } = site;

    /// <summary>Place in the list of groups; -1 while it is empty.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>The hosts, ascending.</summary>
    public IReadOnlyList<int> Hosts => _hosts;

    public int First => _hosts[0];

    public void Add(int host) => _hosts.Insert(~_hosts.BinarySearch(host), host);

    public void Remove(int host) => _hosts.RemoveAt(_hosts.BinarySearch(host));
}
