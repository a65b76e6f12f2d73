using Krewe.Simulation.Tests.Grains;
using Krewe.Simulation.Tests.Running;
using Krewe.Testing.Simulation;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>All silos vanish at once, and silos are started on the same machines or on others. They form a cluster by themselves, and everything is back.</summary>
internal sealed class TotalLossProgram : ClusterProgram
{
    private const int Losses = 2, Counters = 6;

    private int _confirmed;

    public override Troubles Troubles => Troubles.Loss;

    public override async Task WorkAsync(Workplace place)
    {
        for (int loss = 0; loss < Losses; loss++)
        {
            await ApplyAsync(place, loss);
            SimulatedMember[] lost = [.. place.Cluster.Silos.Where(silo => !silo.IsGone)];
            Array.ForEach(lost, silo => silo.Crash());
            await place.DelayUpTo(5);
            bool sameMachines = place.Random.Next(2) == 0;
            await Task.WhenAll(lost.Select(silo => StartAsync(place, silo, sameMachines)));
        }
    }

    public override async Task VerifyAsync(Workplace place)
    {
        int stored = 0;
        for (int counter = 0; counter < Counters; counter++)
        {
            stored += (await place.AskAsync($"counter {counter}", grains => grains.GetGrain<ICounterGrain>($"{counter}").Ledger())).Operations.Count;
        }

        Workplace.Require(stored >= _confirmed && stored <= _confirmed + place.Calls.Unknown, $"{_confirmed} operations were confirmed and {stored} are in the ledgers");
    }

    /// <summary>Started again when it ends at once: where messages are lost, a silo that joins may be taken for one of the lost.</summary>
    private static async Task StartAsync(Workplace place, SimulatedMember lost, bool sameMachine)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await (sameMachine ? place.Cluster.RestartAsync(lost) : place.Cluster.StartSiloAsync());
                return;
            }
            catch (Orleans.Runtime.OrleansException exception) when (attempt < 3)
            {
                place.Cluster.Record("not started", exception.Message);
            }
        }
    }

    private async Task ApplyAsync(Workplace place, int loss)
    {
        for (int round = 0; round < 20; round++)
        {
            string id = $"{loss}-{round}";
            if (await place.CallAsync(id, grains => grains.GetGrain<ICounterGrain>($"{round % Counters}").Apply(id, 1)))
            {
                _confirmed++;
            }
        }
    }
}
