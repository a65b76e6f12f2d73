using Krewe.Simulation.Tests.Grains;
using Krewe.Simulation.Tests.Running;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>
/// Clients add to counters, directly and through other counters, while grains move. What a client was told is in the ledger of the counter, and
/// the ledger has only what was executed, once.
/// </summary>
internal sealed class CountersProgram : ClusterProgram
{
    private const int Counters = 8, Clients = 4, Rounds = 25;

    private readonly Dictionary<string, (int Counter, int Amount)> _operations = [];

    public override Task WorkAsync(Workplace place) => Task.WhenAll(Enumerable.Range(0, Clients).Select(client => ClientAsync(place, client)));

    public override async Task VerifyAsync(Workplace place)
    {
        for (int counter = 0; counter < Counters; counter++)
        {
            Check(place, counter, await place.AskAsync($"counter {counter}", grains => grains.GetGrain<ICounterGrain>($"{counter}").Ledger()));
        }
    }

    private async Task ClientAsync(Workplace place, int client)
    {
        for (int round = 0; round < Rounds; round++)
        {
            int counter = place.Random.Next(Counters);
            int through = place.Random.Next(Counters);
            int amount = place.Random.Next(1, 100);
            string operation = $"{client}-{round}";
            _operations[operation] = (counter, amount);
            await place.CallAsync(operation, grains => through == counter
                ? grains.GetGrain<ICounterGrain>($"{counter}").Apply(operation, amount)
                : grains.GetGrain<ICounterGrain>($"{through}").ApplyThrough($"{counter}", operation, amount));
            if (place.Random.Next(4) == 0)
            {
                var target = (await place.AnySiloAsync()).Address;
                await place.CallAsync($"move {operation}", grains => grains.GetGrain<ICounterGrain>($"{counter}").Move(target));
            }

            await place.DelayUpTo(0.8);
        }
    }

    private void Check(Workplace place, int counter, CounterLedger ledger)
    {
        Workplace.Require(
            ledger.Total == ledger.Operations.Values.Sum(),
            $"counter {counter} has the total {ledger.Total} and operations of {ledger.Operations.Values.Sum()}");
        foreach ((string operation, (int of, int amount)) in _operations)
        {
            bool isThere = ledger.Operations.TryGetValue(operation, out int counted);
            Workplace.Require(of != counter || !place.Calls.WasDone(operation) || isThere, $"operation {operation} was confirmed and is not in the ledger of counter {counter}");
            Workplace.Require(!isThere || (of == counter && counted == amount), $"operation {operation} is wrong in the ledger of counter {counter}");
            Workplace.Require(!isThere || place.Executions.Contains(operation), $"operation {operation} is in the ledger of counter {counter} and never ran");
        }
    }
}
