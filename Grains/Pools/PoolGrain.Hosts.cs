using Krewe.Events;
using Krewe.Hosts;

namespace Krewe.Grains.Pools;

/// <content>Hosts that come, go and change.</content>
internal sealed partial class PoolGrain
{
    /// <summary>Hosts that were told of as lost; a host that is heard again leaves it.</summary>
    private readonly HashSet<string> _lostHosts = [];

    /// <summary>Takes note of what a host is, whoever told it. Whether that is something that a decision may hang on.</summary>
    private bool See(HostView host)
    {
        if (_hosts.TryGetValue(host.Host, out var known) && HostNews.IsOlder(known, host))
        {
            return false;
        }

        var news = known is null || HostNews.Differs(known, host);
        _hosts[host.Host] = host;
        _news += news ? 1 : 0;
        return news;
    }

    private void NoteHost(HostView? before, HostView host)
    {
        NoteNotice(before, host);
        NoteDrained(host);
        if (before is null || _lostHosts.Remove(host.Host))
        {
            NoteHost(
                EventKinds.HostJoined,
                host.Host,
                before is null ? $"pool {Key} hears of host {host.Host}" : $"pool {Key} hears host {host.Host} again",
                before is null && _round == 0 ? "the pool's grain was just activated here" : "its silo's poller reports each second",
                ("state", host.State),
                ("cpu millicores", host.CpuMillicores),
                ("memory bytes", host.MemoryBytes),
                ("accelerators", host.Devices.Count(device => device.Observation.Accelerator)),
                ("leases", host.Leases.Length));
        }
        else if (before.State != host.State && host.State == HostState.Stopping)
        {
            NoteHost(EventKinds.HostStopping, host.Host, $"host {host.Host} stops: it takes no new leases", "its silo says so", ("leases", host.Leases.Length));
        }
    }

    private void NoteLostHosts()
    {
        foreach (var host in LiveHosts().Where(host => host.State == HostState.Lost).ToList())
        {
            if (_lostHosts.Add(host.Host))
            {
                NoteHost(
                    EventKinds.HostLost,
                    host.Host,
                    $"host {host.Host} is lost to pool {Key}: nothing is placed there",
                    silos.IsGone(host.Host) ? "no live silo of the membership has it" : $"its poller has been silent for {LostAfter.TotalSeconds:0} s or longer",
                    ("seen at", host.SeenAt?.ToString("O")),
                    ("leases", host.Leases.Length));
            }
        }
    }

    private void NoteHost(string kind, string host, string text, string reason, params ReadOnlySpan<(string Name, object? Value)> inputs) =>
        Note(kind, kind[(kind.IndexOf('.', StringComparison.Ordinal) + 1)..], host, model: null, text, [reason], host, code: null, inputs);
}
