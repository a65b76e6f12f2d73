using Krewe.Simulation.Tests.Programs;
using Krewe.Testing.Simulation;

namespace Krewe.Simulation.Tests;

public sealed class ClusterTests
{
    [Fact]
    public void Faults_ManySeeds_InvariantsHold()
    {
        foreach (int seed in SimulationSeed.Choose(1, 50))
        {
            try
            {
                ClusterProgram.Run(seed);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}: {exception.Message} Replay: {ClusterProgram.Replay(seed)}");
            }
        }
    }

    [Fact]
    public void SameSeed_SameProcess_SameHistory() => Assert.Equal(ClusterProgram.Run(5).Lines, ClusterProgram.Run(5).Lines);

    [Fact]
    public async Task SameSeed_AnotherProcess_SameHash() => Assert.Equal(ClusterProgram.Run(4).Hash, await DeterminismTests.RunInProcess("cluster", "4"));
}
