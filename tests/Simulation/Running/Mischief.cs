using Krewe.Testing.Clusters;
using Krewe.Testing.Simulation;
using Orleans.Runtime;

namespace Krewe.Simulation.Tests.Running;

/// <summary>Brings troubles, one after the other, until the program is over. Two of these at once make troubles meet.</summary>
internal sealed class Mischief(Workplace place, Troubles troubles)
{
    private const int FewestSilos = 2, MostSilos = 7;

    private readonly List<Task> _starts = [];

    private SimulatedCluster Cluster => place.Cluster;

    public async Task RunAsync()
    {
        Troubles[] kinds = [.. Enum.GetValues<Troubles>().Where(one => one is not (Troubles.None or Troubles.All or Troubles.Loss) && troubles.HasFlag(one))];
        while (!place.IsOver && kinds.Length > 0)
        {
            await place.DelayUpTo(4);
            await BringAsync(kinds[place.Random.Next(kinds.Length)]);
        }

        await Task.WhenAll(_starts);
    }

    /// <summary>The end of all troubles.</summary>
    public static async Task HealAsync(Workplace place)
    {
        SimulatedCluster cluster = place.Cluster;
        foreach (SimulatedClient client in place.Clients)
        {
            foreach (SimulatedMember silo in cluster.Silos)
            {
                client.Heal(silo);
            }
        }

        cluster.Record("heal", "everything");
        cluster.Network.Heal();
        cluster.Network.Faults = new NetworkFaults();
        cluster.Database.Heal();
        foreach (SimulatedMember silo in cluster.Silos)
        {
            silo.Resume();
        }

        await cluster.Delay(TimeSpan.FromSeconds(5));
        if (cluster.Running.Count == 0)
        {
            await cluster.StartSiloAsync();
        }
    }

    private async Task BringAsync(Troubles trouble)
    {
        IReadOnlyList<SimulatedMember> running = Cluster.Running;
        int alive = Cluster.Silos.Count(silo => !silo.IsGone);
        if (running.Count < FewestSilos)
        {
            Start(null, 0);
            await place.Delay(1);
            return;
        }

        SimulatedMember silo = running[place.Random.Next(running.Count)];
        switch (trouble)
        {
            case Troubles.Crash when running.Count > FewestSilos:
                silo.Crash();
                Start(silo, 8);
                break;
            case Troubles.Pause:
                silo.Pause();
                await place.DelayUpTo(place.Random.Next(4) == 0 ? 30 : 5);
                silo.Resume();
                if (place.Random.Next(2) == 0)
                {
                    await place.Delay(3);
                }

                break;
            case Troubles.Cut:
                await CutAsync(silo, running);
                break;
            case Troubles.Scale when running.Count > FewestSilos && (alive >= MostSilos || place.Random.Next(2) == 0):
                await silo.StopAsync();
                break;
            case Troubles.Scale when alive < MostSilos:
                Start(null, 0);
                break;
            case Troubles.Stall:
                Cluster.Database.Stall((SimulatedTables)place.Random.Next(1, 8), TimeSpan.FromSeconds(place.Random.NextDouble() * (place.Random.Next(3) == 0 ? 30 : 6)));
                break;
            case Troubles.Fail:
                await FailAsync();
                break;
            case Troubles.Gateways when place.Clients.Count > 0:
                await LoseAsync(place.Clients[place.Random.Next(place.Clients.Count)], silo);
                break;
            case Troubles.CutOff:
                Cluster.Database.Cut(silo);
                await place.DelayUpTo(12);
                Cluster.Database.Heal(silo);
                break;
        }
    }

    /// <summary>A client loses a gateway: for so long that it finds out by the silence, or for less, or for good.</summary>
    private async Task LoseAsync(SimulatedClient client, SimulatedMember silo)
    {
        if (place.Random.Next(2) == 0)
        {
            client.Break(silo, place.Random.Next(3) > 0, place.Random.Next(3) > 0);
            return;
        }

        int which = place.Random.Next(4);
        client.Cut(silo, toClient: which != 0, toSilo: which != 1);
        await place.DelayUpTo(place.Random.Next(3) == 0 ? 25 : 4);
        client.Heal(silo);
    }

    private async Task CutAsync(SimulatedMember silo, IReadOnlyList<SimulatedMember> running)
    {
        bool oneWay = place.Random.Next(2) == 0;
        SimulatedMember[] others = place.Random.Next(2) == 0 ? [.. running] : [running[place.Random.Next(running.Count)]];
        foreach (SimulatedMember other in others.Where(other => other != silo))
        {
            (SiloAddress from, SiloAddress to) = place.Random.Next(2) == 0 ? (silo.Address, other.Address) : (other.Address, silo.Address);
            Cluster.Record("cut", $"{silo.Name} and {other.Name}{(oneWay ? ", one way" : "")}");
            Cluster.Network.Cut(from, to, oneWay);
        }

        await place.DelayUpTo(10);
        foreach (SimulatedMember other in others)
        {
            Cluster.Network.Heal(silo.Address, other.Address);
        }
    }

    private async Task FailAsync()
    {
        TableFaults before = Cluster.Database.Faults;
        Cluster.Record("tables fail", "now and then");
        Cluster.Database.Faults = before with
        {
            FailedPerThousand = place.Random.Next(300),
            LostPerThousand = place.Random.Next(300),
            Affected = (SimulatedTables)place.Random.Next(1, 8),
        };
        await place.DelayUpTo(6);
        Cluster.Database.Faults = before;
    }

    private void Start(SimulatedMember? again, double within) => _starts.Add(StartAsync(again, within));

    /// <summary>A start may fail: the table is away, another silo does not answer, the others declare it dead.</summary>
    private async Task StartAsync(SimulatedMember? again, double within)
    {
        try
        {
            await place.DelayUpTo(within);
            await (again is null ? Cluster.StartSiloAsync() : Cluster.RestartAsync(again));
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or IOException)
        {
            Cluster.Record("not started", exception.Message);
        }
    }
}
