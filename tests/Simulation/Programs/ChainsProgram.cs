using Krewe.Simulation.Tests.Grains;
using Krewe.Simulation.Tests.Running;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>
/// Chains of calls over several grains, some of which come back to where they began. Each link of a chain is executed at most once, the way back
/// is the way there, and no other chain gets into a grain that waits.
/// </summary>
internal sealed class ChainsProgram : ClusterProgram
{
    private const int Links = 12, Clients = 5, Rounds = 20;

    public override Task WorkAsync(Workplace place) => Task.WhenAll(Enumerable.Range(0, Clients).Select(client => ClientAsync(place, client)));

    public override async Task VerifyAsync(Workplace place)
    {
        string[] all = [.. Enumerable.Range(0, Links).Select(Name)];
        int attempt = 0;
        string[] back = await place.AskAsync("the chain through all", grains => grains.GetGrain<ILinkGrain>(all[0]).Pass($"last {attempt++}", all, 0));
        Workplace.Require(back.SequenceEqual(all), $"the chain through all came back as {string.Join(' ', back)}");
    }

    private static string Name(int link) => $"{link:00}";

    private static async Task ClientAsync(Workplace place, int client)
    {
        for (int round = 0; round < Rounds; round++)
        {
            string[] route = Route(place.Random);
            string[]? back = null;
            string id = $"{client}-{round}";
            if (await place.CallAsync(id, async grains => back = await grains.GetGrain<ILinkGrain>(route[0]).Pass(id, route, 0)))
            {
                Workplace.Require(back!.SequenceEqual(route), $"chain {id} over {string.Join(' ', route)} came back as {string.Join(' ', back!)}");
            }

            await place.DelayUpTo(1);
        }
    }

    /// <summary>Upwards, so that chains do not wait for each other in a ring.</summary>
    private static string[] Route(Random random)
    {
        List<string> route = [.. Enumerable.Range(0, Links).Where(_ => random.Next(3) == 0).Select(Name)];
        if (route.Count == 0)
        {
            route.Add(Name(random.Next(Links)));
        }

        if (random.Next(2) == 0)
        {
            route.Add(route[0]);
        }

        return [.. route];
    }
}
