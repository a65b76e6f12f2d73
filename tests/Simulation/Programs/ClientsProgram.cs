using Krewe.Simulation.Tests.Grains;
using Krewe.Simulation.Tests.Running;
using Krewe.Testing.Simulation;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>
/// Clients outside of the silos add to counters through gateways, which come, go, and are cut off. What a client was told is in the ledger; what
/// it was told not to have been sent never ran; and it finds its way back by itself.
/// </summary>
internal sealed class ClientsProgram : ClusterProgram
{
    private const int Counters = 8, Clients = 3, Callers = 2, Rounds = 16;

    private readonly Dictionary<string, (int Counter, int Amount)> _operations = [];
    private readonly HashSet<string> _refused = [];

    public override Troubles Troubles => Troubles.All | Troubles.Gateways;

    public override async Task WorkAsync(Workplace place)
    {
        List<Task> callers = [];
        for (int number = 0; number < Clients; number++)
        {
            SimulatedClient client = await StartAsync(place);
            callers.AddRange(Enumerable.Range(0, Callers).Select(caller => CallAsync(place, client, caller)));
        }

        await Task.WhenAll(callers);
    }

    public override async Task VerifyAsync(Workplace place)
    {
        foreach (SimulatedClient client in place.Clients)
        {
            for (int counter = 0; counter < Counters; counter++)
            {
                Check(place, counter, await place.AskAsync($"counter {counter} of {client.Name}", client, grains => grains.GetGrain<ICounterGrain>($"{counter}").Ledger()));
            }

            Workplace.Require(
                client.Gateways == place.Cluster.Running.Count,
                $"{client.Name} is connected to {client.Gateways} gateways where {place.Cluster.Running.Count} silos serve");
            await client.StopAsync();
        }
    }

    public override string? FindViolation(Workplace place) =>
        _refused.FirstOrDefault(place.Executions.Contains) is { } ran ? $"the operation {ran} ran although its client was told that it was not sent" : null;

    private static async Task<SimulatedClient> StartAsync(Workplace place)
    {
        while (true)
        {
            try
            {
                SimulatedClient client = await place.Cluster.StartClientAsync();
                place.Clients.Add(client);
                return client;
            }
            catch (Orleans.Runtime.OrleansException exception)
            {
                place.Cluster.Record("not started", exception.Message);
                await place.Delay(1);
            }
        }
    }

    private async Task CallAsync(Workplace place, SimulatedClient client, int caller)
    {
        for (int round = 0; round < Rounds; round++)
        {
            int counter = place.Random.Next(Counters);
            int through = place.Random.Next(Counters);
            int amount = place.Random.Next(1, 100);
            string operation = $"{client.Name}/{caller}-{round}";
            _operations[operation] = (counter, amount);
            Exception? failed = await place.CallAsync(operation, client, grains => through % 2 == 0
                ? grains.GetGrain<ICounterGrain>($"{counter}").Apply(operation, amount)
                : grains.GetGrain<ICounterGrain>($"{through}").ApplyThrough($"{counter}", operation, amount));
            if (failed?.Message.Contains("KRW7233", StringComparison.Ordinal) == true)
            {
                _refused.Add(operation);
            }

            await place.DelayUpTo(1.2);
        }
    }

    private void Check(Workplace place, int counter, CounterLedger ledger)
    {
        foreach ((string operation, (int of, int amount)) in _operations)
        {
            bool isThere = ledger.Operations.TryGetValue(operation, out int counted);
            Workplace.Require(of != counter || !place.Calls.WasDone(operation) || isThere, $"operation {operation} was confirmed and is not in the ledger of counter {counter}");
            Workplace.Require(!isThere || (of == counter && counted == amount), $"operation {operation} is wrong in the ledger of counter {counter}");
        }
    }
}
