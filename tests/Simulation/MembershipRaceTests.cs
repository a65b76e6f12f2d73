using Krewe.Testing.Simulation;

namespace Krewe.Simulation.Tests;

/// <summary>A silo that stops writes its own row while another one declares it dead. What keeps the death is the table's compare-and-set.</summary>
public sealed class MembershipRaceTests
{
    [Fact]
    public void DeclaredDeadWhileItStops_AnySeed_StaysDead() => Assert.All(Enumerable.Range(1, 20), seed => Run(seed, Sabotage.None));

    [Fact]
    public void DeclaredDeadWhileItStops_TableWithoutCompare_SomeSeedFindsItAlive()
    {
        string[] found = [.. Enumerable.Range(1, 20)
            .Select(seed => Record.Exception(() => Run(seed, Sabotage.MembershipWithoutCompare)))
            .OfType<Exception>()
            .Select(exception => exception.Message)];
        Assert.NotEmpty(found);
        Assert.All(found, message => Assert.Matches("the membership table took .* from Dead back to ShuttingDown", message));
    }

    private static void Run(int seed, Sabotage sabotage) => SimulatedCluster.Run(
        seed,
        async cluster =>
        {
            SimulatedMember[] silos = [.. cluster.Running];
            await Task.WhenAll(silos[0].StopAsync(), silos[1].DeclareDeadAsync(silos[0].Address));
        },
        new SimulatedClusterOptions { Sabotage = sabotage, Tables = new TableFaults { MaxDelay = TimeSpan.FromMilliseconds(20) } });
}
