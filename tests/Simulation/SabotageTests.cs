using Krewe.Simulation.Tests.Running;
using Krewe.Testing.Simulation;

namespace Krewe.Simulation.Tests;

/// <summary>The checks can fail: what is broken on purpose is found by seeds, and a seed that found it finds it again.</summary>
public sealed class SabotageTests
{
    [Theory]
    [InlineData("counters", Sabotage.DirectoryWithoutCompare, "is active on")]
    [InlineData("counters", Sabotage.StorageWithoutETags, "was accepted from")]
    [InlineData("counters", Sabotage.DeathIgnored, "has read in the membership table that it is dead, and runs on")]
    [InlineData("counters", Sabotage.DoubledMessages, "ran twice")]
    [InlineData("clients", Sabotage.ResentCalls, "to a second connection")]
    public void BrokenOnPurpose_SomeSeedFindsIt_AndReplaysIt(string program, Sabotage sabotage, string finding)
    {
        (int seed, Exception? found) = Enumerable.Range(1, 30).Select(seed => (seed, Find(program, seed, sabotage))).FirstOrDefault(one => one.Item2 is not null);
        Assert.NotNull(found);
        Assert.Contains(finding, found.Message, StringComparison.Ordinal);
        Assert.EndsWith($"Replay: dotnet run -c Release --project tests/Simulation -- {program} {seed} --sabotage {sabotage} --trace", found.Message, StringComparison.Ordinal);
        Assert.Equal(((History)found.Data["history"]!).Hash, ((History)Find(program, seed, sabotage)!.Data["history"]!).Hash);
        Assert.Contains(Trace.Of((History)found.Data["history"]!), line => line.Contains(" started    silo-0", StringComparison.Ordinal));
    }

    private static Exception? Find(string program, int seed, Sabotage sabotage) => Record.Exception(() => ProgramRun.Run(program, seed, sabotage));
}
