using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement;

/// <summary>The hosts of a pool at one instant, ordered by name, so that the caller's order cannot show in a decision.</summary>
public sealed record PlacementSnapshot
{
    /// <summary>Takes a snapshot.</summary>
    /// <param name="hosts">The hosts, in any order.</param>
    /// <exception cref="ArgumentException">Two hosts have one name, or two devices of a host one id.</exception>
    public PlacementSnapshot(IEnumerable<HostCandidate> hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        Hosts = [.. hosts.OrderBy(host => host.Name, StringComparer.Ordinal)];
        for (var at = 0; at < Hosts.Length; at++)
        {
            var host = Hosts[at];
            if (at > 0 && Hosts[at - 1].Name == host.Name)
            {
                throw new ArgumentException($"The snapshot names host {host.Name} twice.", nameof(hosts));
            }

            if (host.Devices.DistinctBy(device => device.Id, StringComparer.Ordinal).Count() != host.Devices.Length)
            {
                throw new ArgumentException($"Host {host.Name} names a device twice.", nameof(hosts));
            }
        }
    }

    /// <summary>The hosts, by name.</summary>
    public ImmutableArray<HostCandidate> Hosts { get; }
}
