using Krewe.Simulation.Tests.Grains;
using Krewe.Testing.Clusters;
using Krewe.Testing.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>
/// Clients add to counters, directly and through other counters, while grains move, silos crash, pause, stop and start, links are cut and the
/// network loses and delays. No operation runs twice; what a client was told is in the ledger; no grain is active twice within the cluster.
/// </summary>
internal sealed class ClusterProgram
{
    private const int Counters = 10, Clients = 5, Rounds = 40;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Executions _executions = new();
    private readonly Dictionary<string, (int Counter, int Amount)> _told = [];
    private readonly int _seed;
    private bool _clientsDone;

    private ClusterProgram(int seed) => _seed = seed;

    /// <summary>How a seed is tried again.</summary>
    public static string Replay(int seed) => $"dotnet run --project tests/Simulation -- cluster {seed} --history";

    public static History Run(int seed)
    {
        ClusterProgram program = new(seed);
        return SimulatedCluster.Run(seed, program.RunAsync, new SimulatedClusterOptions
        {
            Silos = 3 + (seed % 5),
            Faults = new NetworkFaults { MaxDelay = TimeSpan.FromMilliseconds(20), LatePerThousand = 20, LostPerThousand = seed % 3 == 0 ? 0 : 5 },
            FailedPerThousand = seed % 2 == 0 ? 0 : 10,
            Invariant = program.Check,
            Configure = (_, builder) =>
            {
                builder.Services.AddSingleton(program._executions);
                builder.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = Second * 5);
            },
        });
    }

    private async Task RunAsync(SimulatedCluster cluster)
    {
        Task faults = FaultsAsync(cluster);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => ClientAsync(cluster, client)));
        _clientsDone = true;
        await faults;
        cluster.Network.Heal();
        cluster.Network.Faults = new NetworkFaults();
        foreach (SimulatedMember silo in cluster.Silos)
        {
            silo.Resume();
        }

        await cluster.Delay(Second * 20);
        for (int counter = 0; counter < Counters; counter++)
        {
            CheckLedger(counter, await LedgerAsync(cluster, counter));
        }
    }

    private async Task ClientAsync(SimulatedCluster cluster, int client)
    {
        for (int round = 0; round < Rounds; round++)
        {
            int counter = cluster.Random.Next(Counters);
            int through = cluster.Random.Next(Counters);
            int amount = cluster.Random.Next(1, 100);
            string operation = $"{client}-{round}";
            try
            {
                IReadOnlyList<SimulatedMember> running = cluster.Running;
                IGrainFactory grains = running[cluster.Random.Next(running.Count)].Grains;
                if (through == counter)
                {
                    await grains.GetGrain<ICounterGrain>($"{counter}").Apply(operation, amount);
                }
                else
                {
                    await grains.GetGrain<ICounterGrain>($"{through}").ApplyThrough($"{counter}", operation, amount);
                }

                _told[operation] = (counter, amount);
                if (cluster.Random.Next(3) == 0)
                {
                    await grains.GetGrain<ICounterGrain>($"{counter}").Move(running[cluster.Random.Next(running.Count)].Address);
                }
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException)
            {
                cluster.Record("unknown", $"{operation}: {exception.GetType().Name}");
            }

            await cluster.Delay(TimeSpan.FromMilliseconds(cluster.Random.Next(0, 800)));
        }
    }

    private async Task FaultsAsync(SimulatedCluster cluster)
    {
        while (!_clientsDone)
        {
            await cluster.Delay(Second * cluster.Random.Next(1, 5));
            IReadOnlyList<SimulatedMember> running = cluster.Running;
            SimulatedMember silo = running[cluster.Random.Next(running.Count)];
            SimulatedMember other = running[cluster.Random.Next(running.Count)];
            switch (cluster.Random.Next(running.Count > 2 ? 6 : 2))
            {
                case 0:
                    await cluster.StartSiloAsync();
                    break;
                case 1:
                    cluster.Network.Cut(silo.Address, other.Address, oneWay: cluster.Random.Next(2) == 0);
                    await cluster.Delay(Second * cluster.Random.Next(1, 8));
                    cluster.Network.Heal(silo.Address, other.Address);
                    break;
                case 2:
                    cluster.Crash(silo, Second * cluster.Random.Next(0, 4));
                    break;
                case 3:
                    silo.Pause();
                    await cluster.Delay(Second * cluster.Random.Next(1, 8));
                    silo.Resume();
                    break;
                case 4:
                    silo.Pause();
                    cluster.Membership.DeclareDead(silo.Address);
                    await cluster.Delay(Second * cluster.Random.Next(1, 8));
                    silo.Resume();
                    await cluster.Delay(Second * 2);
                    silo.Crash();
                    break;
                default:
                    await silo.StopAsync();
                    break;
            }
        }
    }

    private static async Task<CounterLedger> LedgerAsync(SimulatedCluster cluster, int counter)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await cluster.Running[attempt % cluster.Running.Count].Grains.GetGrain<ICounterGrain>($"{counter}").Ledger();
            }
            catch (Exception exception) when (attempt < 5 && exception is OrleansException or TimeoutException)
            {
                await cluster.Delay(Second);
            }
        }
    }

    private void Check(SimulatedCluster cluster)
    {
        if (_executions.Twice is { } twice)
        {
            throw Broken($"the operation {twice} ran twice");
        }

        if (cluster.FindDouble() is { } found)
        {
            throw Broken(found);
        }
    }

    private void CheckLedger(int counter, CounterLedger ledger)
    {
        if (ledger.Total != ledger.Operations.Values.Sum())
        {
            throw Broken($"counter {counter} has the total {ledger.Total} and operations of {ledger.Operations.Values.Sum()}");
        }

        foreach ((string operation, (int of, int amount)) in _told.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            if (of == counter && ledger.Operations.GetValueOrDefault(operation) != amount)
            {
                throw Broken($"operation {operation} of {amount} was confirmed and is not in the ledger of counter {counter}");
            }
        }

        if (ledger.Operations.Keys.FirstOrDefault(operation => !_executions.Contains(operation)) is { } invented)
        {
            throw Broken($"operation {invented} is in the ledger of counter {counter} and never ran");
        }
    }

    private InvalidOperationException Broken(string found) => new($"Seed {_seed}: {found}. Replay: {Replay(_seed)}");
}
