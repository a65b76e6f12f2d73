using Krewe.Simulation.Tests.Grains;
using Krewe.Simulation.Tests.Running;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>
/// Grains that tick once a second and write it down, while they are asked and moved. Ticks overlap with nothing and end with the
/// activation, and in a healthy cluster they go on.
/// </summary>
internal sealed class TimersProgram : ClusterProgram
{
    private const int Tickers = 6, Clients = 3, Rounds = 25;

    public override Task WorkAsync(Workplace place) => Task.WhenAll(Enumerable.Range(0, Clients).Select(client => ClientAsync(place, client)));

    public override async Task VerifyAsync(Workplace place)
    {
        int[] before = await ReadAllAsync(place);
        await place.Delay(20);
        int[] after = await ReadAllAsync(place);
        for (int ticker = 0; ticker < Tickers; ticker++)
        {
            Workplace.Require(
                after[ticker] - before[ticker] is >= 15 and <= 23,
                $"ticker {ticker} went from {before[ticker]} to {after[ticker]} ticks in 20 s");
        }
    }

    private async Task<int[]> ReadAllAsync(Workplace place)
    {
        int[] ticks = new int[Tickers];
        for (int ticker = 0; ticker < Tickers; ticker++)
        {
            ticks[ticker] = await place.AskAsync($"ticker {ticker}", grains => grains.GetGrain<ITickerGrain>($"{ticker}").Ticks());
        }

        return ticks;
    }

    private static async Task ClientAsync(Workplace place, int client)
    {
        for (int round = 0; round < Rounds; round++)
        {
            int ticker = place.Random.Next(Tickers);
            await place.CallAsync($"{client}-{round}", grains => place.Random.Next(4) == 0
                ? grains.GetGrain<ITickerGrain>($"{ticker}").Leave()
                : grains.GetGrain<ITickerGrain>($"{ticker}").Ticks());
            await place.DelayUpTo(1);
        }
    }
}
