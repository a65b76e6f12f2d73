using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Replicas;
using Krewe.Silo.Configuration;
using Orleans;

namespace Krewe.Silo.Devices;

/// <summary>What is leased on this machine and how busy it is, as of the last second. Written by the poller, read by whoever wants to know.</summary>
internal sealed class HostLoads(IGrainFactory grains, SiloSettings settings)
{
    private Look? _last;

    /// <summary>The host; null before the first time.</summary>
    public HostView? Host => Volatile.Read(ref _last)?.Host;

    /// <summary>The leases of a device that are in use.</summary>
    public IEnumerable<Lease> LeasesOf(string uuid) => Host?.Leases.Where(lease => lease.Devices.Contains(uuid)) ?? [];

    /// <summary>Requests that a replica of this machine executes.</summary>
    public int RunningOf(ReplicaId replica) => Volatile.Read(ref _last)?.Running.GetValueOrDefault(replica) ?? 0;

    /// <summary>Looks again; the grains that are asked are on this silo.</summary>
    public async Task UpdateAsync()
    {
        var host = await grains.GetGrain<IHostGrain>(settings.Host).GetAsync();
        var running = new Dictionary<ReplicaId, int>();
        foreach (var lease in host.Leases.Where(lease => !lease.Devices.IsEmpty))
        {
            running[lease.Replica] = (await grains.GetGrain<IReplicaGrain>(lease.Replica.ToString()).GetAsync()).Running;
        }

        Volatile.Write(ref _last, new Look(host, running));
    }

    private sealed record Look(HostView Host, IReadOnlyDictionary<ReplicaId, int> Running);
}
