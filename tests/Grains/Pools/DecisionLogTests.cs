using Krewe.Grains.Pools;
using Krewe.Grains.Tests.Support;

namespace Krewe.Grains.Tests.Pools;

public sealed class DecisionLogTests
{
    [Fact]
    public void Add_SameAgain_NotedOnce()
    {
        var log = new DecisionLog();
        log.Add(Samples.Start, "m", "refuse", "no room");
        log.Add(Samples.Start.AddSeconds(1), "m", "refuse", "no room");

        Assert.Equal(Samples.Start, Assert.Single(log.All()).At);
    }

    [Fact]
    public void Add_AnotherInBetween_NotedAgain()
    {
        var log = new DecisionLog();
        log.Add(Samples.Start, "m", "refuse", "no room");
        log.Add(Samples.Start, "m", "place", "on h1");
        log.Add(Samples.Start, "m", "refuse", "no room");

        Assert.Equal(["refuse", "place", "refuse"], log.All().Select(decision => decision.Action));
    }

    [Fact]
    public void Add_BeyondCapacity_OldestLeavesAndMayComeAgain()
    {
        var log = new DecisionLog(2);
        log.Add(Samples.Start, "a", "stop", "x");
        log.Add(Samples.Start, "b", "stop", "x");
        log.Add(Samples.Start, "c", "stop", "x");
        log.Add(Samples.Start, "a", "stop", "x");

        Assert.Equal(["c", "a"], log.All().Select(decision => decision.Subject));
    }

    [Fact]
    public void About_Model_ItsReplicasAndNoOtherModelOfThatPrefix()
    {
        var log = new DecisionLog();
        log.Add(Samples.Start, "t/m@local", "assign", "x");
        log.Add(Samples.Start, "t/m@local/0", "place", "x");
        log.Add(Samples.Start, "t/m@local2/0", "place", "x");

        Assert.Equal(["t/m@local", "t/m@local/0"], log.About("t/m@local").Select(decision => decision.Subject));
    }
}
