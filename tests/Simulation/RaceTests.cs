using Krewe.Simulation.Tests.Grains;
using Krewe.Testing.Simulation;

namespace Krewe.Simulation.Tests;

public sealed class RaceTests
{
    [Fact]
    public void PlantedRace_SomeSeedsFindIt_AndReplayIt()
    {
        var outcomes = Enumerable.Range(1, 50).Select(seed => (seed, outcome: Run(seed))).ToList();
        var lost = outcomes.Where(one => one.outcome.Value == 1).ToList();
        Assert.NotEmpty(lost);
        Assert.Contains(outcomes, one => one.outcome.Value == 2);

        var (found, first) = lost[0];
        Assert.Equal(first, Run(found));
        Assert.Equal(
            $"KREWE_SEED={found} dotnet test tests/Simulation --filter FullyQualifiedName~RaceTests",
            SimulationSeed.ReplayCommand(found, nameof(RaceTests)));
    }

    [Fact]
    public void Program_WaitsForNothing_SaysSo()
    {
        var exception = Assert.Throws<TimeoutException>(() => SimulatedSilo.Run(
            1, _ => new TaskCompletionSource().Task, new SimulationOptions { TimeLimit = TimeSpan.FromMinutes(5) }));
        Assert.Contains("Seed 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Program_LeavesItsThread_IsRefused()
    {
        var exception = Assert.ThrowsAny<Exception>(() => SimulatedSilo.Run(1, silo =>
        {
            Thread other = new(() => _ = silo.Grains.GetGrain<IRacyGrain>("a").Ping());
            other.Start();
            other.Join();
            return Task.CompletedTask;
        }));
        Assert.Contains("another thread", exception.Message, StringComparison.Ordinal);
    }

    private static (int Value, string Hash) Run(int seed)
    {
        var value = 0;
        var history = SimulatedSilo.Run(seed, async silo =>
        {
            var grain = silo.Grains.GetGrain<IRacyGrain>("a");
            await Task.WhenAll(grain.Ping(), silo.Grains.GetGrain<IRacyGrain>("b").Ping());
            await Task.WhenAll(ClientAsync("b", 0), ClientAsync("b", 1));
            value = await grain.Value();

            // The second one is a call late: only some orders of turns bring both into the window.
            async Task ClientAsync(string own, int pings)
            {
                for (var ping = 0; ping < pings; ping++)
                {
                    await silo.Grains.GetGrain<IRacyGrain>(own).Ping();
                }

                await grain.Increase("b");
            }
        });
        return (value, history.Hash);
    }
}
