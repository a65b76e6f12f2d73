using Krewe.Simulation.Tests.Grains;
using Krewe.Simulation.Tests.Running;
using Krewe.Testing.Simulation;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>All silos are stopped in order and started again, one at a time, under load. No request fails, and nothing that was confirmed is lost.</summary>
internal sealed class RestartsProgram : ClusterProgram
{
    private const int Counters = 12, Clients = 4;

    private readonly Dictionary<string, int> _confirmed = [];
    private readonly SortedSet<string> _counters = new(StringComparer.Ordinal);
    private bool _restarted;

    public override Troubles Troubles => Troubles.None;

    public override async Task WorkAsync(Workplace place)
    {
        Task clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => ClientAsync(place, client)));
        foreach (SimulatedMember silo in place.Cluster.Silos.ToArray())
        {
            await place.DelayUpTo(2);
            await place.StopAsync(silo);
            await place.DelayUpTo(2);
            await place.Cluster.RestartAsync(silo);
        }

        _restarted = true;
        await clients;
    }

    public override async Task VerifyAsync(Workplace place)
    {
        Dictionary<string, int> stored = [];
        foreach (string counter in _counters)
        {
            CounterLedger ledger = await place.AskAsync($"counter {counter}", grains => grains.GetGrain<ICounterGrain>(counter).Ledger());
            foreach ((string operation, int amount) in ledger.Operations)
            {
                Workplace.Require(stored.TryAdd(operation, amount), $"{operation} is in two ledgers");
            }
        }

        Workplace.Require(
            stored.Count == _confirmed.Count && _confirmed.All(one => stored.GetValueOrDefault(one.Key) == one.Value),
            $"{_confirmed.Count} operations were confirmed and {stored.Count} are in the ledgers");
    }

    private async Task ClientAsync(Workplace place, int client)
    {
        for (int round = 0; !_restarted; round++)
        {
            string id = $"{client}-{round}";
            int amount = place.Random.Next(1, 100);
            string counter = round % 3 == 0 ? $"of {id}" : $"{place.Random.Next(Counters)}"; // new grains too: some are placed where a silo is leaving
            _counters.Add(counter);
            bool returned = await place.CallAsync(id, grains => round % 2 == 0
                ? grains.GetGrain<ICounterGrain>(counter).Apply(id, amount)
                : grains.GetGrain<ICounterGrain>("through").ApplyThrough(counter, id, amount));
            Workplace.Require(returned, $"the call {id} failed although silos only stopped in order");
            _confirmed[id] = amount;
            await place.DelayUpTo(0.15);
        }
    }
}
