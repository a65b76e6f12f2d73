using Krewe.Simulation.Tests.Grains;
using Krewe.Simulation.Tests.Running;
using Krewe.Testing.Simulation;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>
/// Grains whose only state is in memory move about in a healthy cluster, where messages overtake each other. Every call is answered, also those
/// that arrive during a move, and nothing that a grain holds is lost on the way.
/// </summary>
internal sealed class MigrationsProgram : ClusterProgram
{
    private const int Wanderers = 5, Clients = 6, Rounds = 40;

    private readonly int[] _added = new int[Wanderers];

    public override Troubles Troubles => Troubles.None;

    public override async Task WorkAsync(Workplace place)
    {
        Task movers = Task.WhenAll(Enumerable.Range(0, Wanderers).Select(wanderer => MoveAboutAsync(place, wanderer)));
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => ClientAsync(place, client)));
        await movers;
    }

    public override async Task VerifyAsync(Workplace place)
    {
        int moves = 0;
        for (int wanderer = 0; wanderer < Wanderers; wanderer++)
        {
            IWandererGrain grain = (await place.AnySiloAsync()).Grains.GetGrain<IWandererGrain>($"{wanderer}");
            int total = await grain.Add($"last {wanderer}", 0);
            Workplace.Require(total == _added[wanderer], $"wanderer {wanderer} has {total}, and {_added[wanderer]} was added");
            moves += await grain.Moves();
        }

        Workplace.Require(moves > Wanderers, $"there were only {moves} moves");
    }

    private async Task ClientAsync(Workplace place, int client)
    {
        for (int round = 0; round < Rounds; round++)
        {
            int wanderer = place.Random.Next(Wanderers);
            int amount = place.Random.Next(1, 10);
            string id = $"{client}-{round}";
            bool returned = await place.CallAsync(id, grains => grains.GetGrain<IWandererGrain>($"{wanderer}").Add(id, amount));
            Workplace.Require(returned, $"the call {id} failed in a healthy cluster");
            _added[wanderer] += amount;
            await place.DelayUpTo(0.2);
        }
    }

    private async Task MoveAboutAsync(Workplace place, int wanderer)
    {
        for (int move = 0; move < Rounds / 4; move++)
        {
            SimulatedMember to = await place.AnySiloAsync();
            string id = $"move {wanderer}-{move}";
            bool returned = await place.CallAsync(id, grains =>
            {
                IWandererGrain grain = grains.GetGrain<IWandererGrain>($"{wanderer}");
                if (move % 2 == 0)
                {
                    return grain.Move(to.Address);
                }

                RequestContext.Set(IPlacementDirector.PlacementHintKey, to.Address);
                return grain.Cast<IGrainManagementExtension>().MigrateOnIdle().AsTask();
            });
            RequestContext.Clear();
            Workplace.Require(returned, $"the call {id} failed in a healthy cluster");
            await place.Delay(0.2 + (0.6 * place.Random.NextDouble())); // a call that meets more than two moves is refused (KRW7025)
        }
    }
}
