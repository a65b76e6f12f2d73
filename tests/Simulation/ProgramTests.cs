using Krewe.Simulation.Tests.Running;
using Krewe.Testing.Simulation;

namespace Krewe.Simulation.Tests;

public sealed class ProgramTests
{
    private const int SeedsEach = 5;

    public static TheoryData<string> Programs => [.. ProgramRun.All.Keys];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_ManySeeds_NothingIsViolated(string program)
    {
        foreach (int seed in SimulationSeed.Choose(1, SeedsEach))
        {
            ProgramRun.Run(program, seed);
        }
    }

    [Fact]
    public void SameSeed_SameProcess_SameHistory() => Assert.Equal(ProgramRun.Run("counters", 5).Lines, ProgramRun.Run("counters", 5).Lines);

    [Fact]
    public async Task SameSeed_AnotherProcess_SameHash() =>
        Assert.Equal(ProgramRun.Run("counters", 4).Hash, await DeterminismTests.RunInProcess("counters", "4"));

    [Fact]
    public void OtherSeed_OtherHistory() => Assert.NotEqual(ProgramRun.Run("counters", 5).Hash, ProgramRun.Run("counters", 6).Hash);
}
