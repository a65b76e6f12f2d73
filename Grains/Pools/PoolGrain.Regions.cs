using System.Collections.Immutable;
using System.Globalization;
using Krewe.Devices;
using Krewe.Events;
using Krewe.Fleet;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Replicas;

namespace Krewe.Grains.Pools;

/// <content>What the fleet asks and tells to spread models over regions.</content>
internal sealed partial class PoolGrain
{
    public Task<PoolRegion> GetRegionAsync()
    {
        var hosts = LiveHosts().Where(host => host.State == HostState.Active && !host.Draining).ToList();
        var devices = hosts.SelectMany(host => host.Devices).Where(device =>
            device.Observation.Accelerator && device.State == DeviceState.Active && device.Health is DeviceHealth.Healthy or DeviceHealth.Degraded);
        var replicas = state.State.Replicas.Where(pair => !pair.Value.Stopping).ToLookup(pair => pair.Value.Lease.Replica.Model.ToString(), pair => pair.Key, StringComparer.Ordinal);
        var price = hosts.Sum(host => host.Cost is { Purchase: not PurchaseType.Reserved } cost ? cost.PerHour : 0);
        return Task.FromResult(new PoolRegion
        {
            Pool = Key,
            Spot = _offered.IsEmpty ? null : _spot,
            PricePerCore = price / Math.Max(1, hosts.Sum(host => host.CpuMillicores / 1_000.0)),
            PricePerDevice = price / Math.Max(1, hosts.Sum(host => host.Devices.Count(device => device.Observation.Accelerator))),
            FreeCpuMillicores = hosts.Sum(host => (long)Math.Max(0, host.FreeCpuMillicores)),
            FreeMemoryBytes = hosts.Sum(host => Math.Max(0, host.UnleasedMemoryBytes)),
            Devices =
            [
                .. devices.GroupBy(device => device.Observation.Class, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new ClassRoom(
                    group.Key, group.Sum(device => (long)Math.Max(0, device.FreeComputeThousandths)), group.Sum(device => Math.Max(0, device.FreeMemoryBytes)))),
            ],
            Models =
            [
                .. state.State.Models.Where(pair => !pair.Value.Removing).Select(pair => new PoolRegionModel
                {
                    Spec = pair.Value.Spec,
                    Wanted = pair.Value.Asked,
                    Placed = replicas[pair.Key].Count(),
                    Ready = replicas[pair.Key].Count(key => _replicas.GetValueOrDefault(key)?.Phase == ReplicaPhase.Ready),
                    Refused = _refusals.ContainsKey(pair.Key),
                    Cap = pair.Value.Cap,
                    Least = pair.Value.Least,
                }),
            ],
        });
    }

    public async Task SetCapsAsync(ImmutableArray<ModelCap> caps)
    {
        var changed = false;
        foreach (var cap in caps)
        {
            var key = cap.Model.ToString();
            if (!state.State.Models.TryGetValue(key, out var known) || known.Removing || (known.Cap == cap.Most && known.Least == cap.Least))
            {
                continue;
            }

            var next = known with { Cap = cap.Most, Least = cap.Least };
            await this.SaveAsync(state, state.State with { Models = state.State.Models.SetItem(key, next) });
            changed = true;
            Note(
                EventKinds.Scaled,
                "scale",
                cap.Model,
                string.Create(CultureInfo.InvariantCulture, $"{next.Wanted} replicas instead of {known.Wanted}"),
                [cap.Reason],
                ("replicas", next.Wanted),
                ("replicas before", known.Wanted),
                ("most", cap.Most),
                ("least", cap.Least));
        }

        if (changed)
        {
            await ReconcileAsync();
        }
    }
}
