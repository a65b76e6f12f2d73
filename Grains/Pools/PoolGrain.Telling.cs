using System.Collections.Immutable;
using Krewe.Events;
using Krewe.Fleet;
using Krewe.Grains.Placement;
using Krewe.Models;
using Krewe.Naming;

namespace Krewe.Grains.Pools;

/// <content>What others are told: models, the fleet, and on every silo the lease map.</content>
internal sealed partial class PoolGrain
{
    private readonly Dictionary<string, (SiloAddress Silo, object Replicas)> _toldLeases = [];

    /// <summary>All models at once: one that cannot be reached does not hold up the others.</summary>
    /// <param name="again">Also those that have been told what they would be told now.</param>
    private async Task TellModelsAsync(bool again)
    {
        var models = state.State.Models.ToList();
        var told = await Task.WhenAll([.. models.Select(pair => TellModelAsync(pair.Key, pair.Value, again))]);
        foreach (var (key, _) in models.Where((pair, index) => pair.Value.Removing && told[index]))
        {
            if (!state.State.Replicas.Values.Any(replica => replica.Lease.Replica.Model.ToString() == key))
            {
                await this.SaveAsync(state, state.State with { Models = state.State.Models.Remove(key) });
                _told.Remove(key);
                _refusals.Remove(key);
            }
        }
    }

    private async Task<bool> TellModelAsync(string key, PoolModel model, bool again)
    {
        try
        {
            var grain = GrainFactory.GetGrain<IModelGrain>(key);
            if (model.Removing)
            {
                await grain.RemoveAsync(model.Generation).WaitAsync(Patience, time);
                return true;
            }

            var replicas = state.State.Replicas.Values
                .Where(replica => !replica.Stopping && replica.Lease.Replica.Model.ToString() == key)
                .Select(replica => replica.Lease.Replica)
                .Order()
                .ToImmutableArray();
            var telling = $"{model.Generation}:{model.Closed}:{string.Join(',', replicas.Select(replica => replica.Number))}";
            if (!again && _told.GetValueOrDefault(key) == telling)
            {
                return true;
            }

            await grain.ConfigureAsync(new ModelConfiguration { Spec = model.Spec, Generation = model.Generation, Replicas = replicas, Closed = model.Closed }).WaitAsync(Patience, time);
            _told[key] = telling;
            return true;
        }
        catch (Exception exception)
        {
            Log.ConfigureFailed(logger, key, exception);
            return false;
        }
    }

    private async Task ReportAsync()
    {
        try
        {
            var models = state.State.Models.Where(pair => !pair.Value.Removing).Select(pair => ModelKey.Parse(pair.Key)).ToImmutableArray();
            foreach (var stray in await GrainFactory.GetGrain<IFleetGrain>(IFleetGrain.Key).ReportPoolAsync(Key, models).WaitAsync(Patience, time))
            {
                var key = stray.ToString();
                await this.SaveAsync(state, state.State with { Models = state.State.Models.SetItem(key, state.State.Models[key] with { Removing = true }) });
                Note(EventKinds.ModelRemoved, "unassign", stray, "the fleet has assigned it to another pool", []);
            }
        }
        catch (Exception exception)
        {
            Log.FleetFailed(logger, Key, exception);
        }
    }

    /// <summary>
    /// Where each replica belongs: to this silo's map before the replicas are called, to every other silo's when something has changed or the
    /// silo is another one, and again every so many rounds.
    /// </summary>
    private void TellLeases()
    {
        var replicas = state.State.Replicas;
        var table = new LeaseTable
        {
            Pool = Key.ToString(),
            LastEpoch = state.State.LastEpoch,
            Leases = [.. replicas.Values.Select(replica => LeasePlace.Of(replica.Lease))],
        };
        leases.Take(table);
        foreach (var host in silos.Hosts.Where(host => !silos.IsHere(host)))
        {
            if (silos.Find(host) is not { } silo)
            {
                continue;
            }

            var telling = (silo, (object)replicas);
            if (_round % ReassertRounds == 0 || !_toldLeases.TryGetValue(host, out var told) || !told.Silo.Equals(silo) || !ReferenceEquals(told.Replicas, replicas))
            {
                _toldLeases[host] = telling;
                GrainFactory.GetGrain<ILeaseMapGrain>(host).TakeAsync(table).Ignore();
            }
        }
    }
}
