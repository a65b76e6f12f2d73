using Krewe.Simulation.Tests.Running;
using Krewe.Testing.Simulation;

namespace Krewe.Simulation.Tests;

/// <summary>The checks can fail: what is broken on purpose is found by seeds, and a seed that found it finds it again.</summary>
public sealed class SabotageTests
{
    [Theory]
    [InlineData(Sabotage.DirectoryWithoutCompare, "is active on")]
    [InlineData(Sabotage.StorageWithoutETags, "was accepted from")]
    [InlineData(Sabotage.DeathIgnored, "has read in the membership table that it is dead, and runs on")]
    [InlineData(Sabotage.DoubledMessages, "ran twice")]
    public void BrokenOnPurpose_SomeSeedFindsIt_AndReplaysIt(Sabotage sabotage, string finding)
    {
        (int seed, Exception? found) = Enumerable.Range(1, 30).Select(seed => (seed, Find(seed, sabotage))).FirstOrDefault(one => one.Item2 is not null);
        Assert.NotNull(found);
        Assert.Contains(finding, found.Message, StringComparison.Ordinal);
        Assert.EndsWith($"Replay: dotnet run -c Release --project tests/Simulation -- counters {seed} --sabotage {sabotage} --trace", found.Message, StringComparison.Ordinal);
        Assert.Equal(((History)found.Data["history"]!).Hash, ((History)Find(seed, sabotage)!.Data["history"]!).Hash);
        Assert.Contains(Trace.Of((History)found.Data["history"]!), line => line.Contains(" started    silo-0", StringComparison.Ordinal));
    }

    private static Exception? Find(int seed, Sabotage sabotage) => Record.Exception(() => ProgramRun.Run("counters", seed, sabotage));
}
