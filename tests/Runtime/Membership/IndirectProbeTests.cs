using Krewe.Runtime.Membership.Probes;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Membership;

/// <summary>Probes through another silo before a vote.</summary>
public sealed class IndirectProbeTests
{
    /// <summary>Each of the two misses the other, everybody else hears both: with an intermediary asked, not even a vote is written.</summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(5, true)]
    [InlineData(3, false)]
    [InlineData(5, false)]
    public void Cut_BetweenTwo_IsNoVoteWhereAnotherIsAsked(int count, bool isEnabled)
    {
        var cluster = new AgentCluster { Options = { EnableIndirectProbes = isEnabled } };
        var nodes = cluster.Start(count);
        cluster.Advance(100);
        var version = nodes[^1].Agent.View.Version.Version;
        cluster.Cut(nodes[0], nodes[1]);
        cluster.Cut(nodes[1], nodes[0]);

        cluster.Advance(1800);

        if (isEnabled)
        {
            Assert.All(nodes, node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));
            Assert.Equal(version, nodes[^1].Agent.View.Version.Version);
            Assert.All(nodes[..2], node => Assert.True(node.IndirectProbes > 10, "No other silo was asked."));
        }
        else
        {
            Assert.NotEqual(version, nodes[^1].Agent.View.Version.Version);
            Assert.All(nodes, node => Assert.Equal(0, node.IndirectProbes));
        }
    }

    /// <summary>Where the one that is asked had missed as many probes itself, both votes are one change; else its own comes a moment later.</summary>
    [Fact]
    public void Crash_OfOne_TakesTwoVotesThatAreOftenWrittenTogether()
    {
        var together = 0;
        for (var seed = 1; seed <= 20; seed++)
        {
            var cluster = new AgentCluster(seed);
            var nodes = cluster.Start(3);
            cluster.Advance(100);
            var version = nodes[1].Agent.View.Version.Version;

            nodes[0].Crash();

            Assert.NotNull(cluster.Until(() => cluster.StatusOf(nodes[0]) == SiloStatus.Dead, 26));
            cluster.Advance(1);
            Assert.Equal(2, nodes[1].Agent.View.Find(nodes[0].Address)!.SuspectTimes!.Count);
            together += nodes[1].Agent.View.Version.Version == version + 1 ? 1 : 0;
        }

        Assert.InRange(together, 5, 20);
    }

    /// <summary>A silo that is silent for less than the limit to the one that is asked loses no second vote by that.</summary>
    [Fact]
    public void Cut_OfTwoFromOne_IsNoDeathWhileTheOtherMissedOnce()
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(3);
        cluster.Advance(100);
        cluster.Cut(nodes[1], nodes[0]);
        cluster.Advance(9); // one miss or two

        cluster.Cut(nodes[2], nodes[0]);
        cluster.Advance(6);
        cluster.Heal();

        cluster.Advance(600);
        Assert.All(nodes, node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));
    }

    /// <summary>What an ill silo misses says nothing, so there is no vote at the limit; twice the limit is enough even so.</summary>
    [Fact]
    public void Crash_WhereAllOthersAreIll_TakesTwiceTheMisses()
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(3);
        cluster.Advance(100);
        (nodes[1].SaysItIsIll, nodes[2].SaysItIsIll) = (true, true);

        nodes[0].Crash();

        Assert.Null(cluster.Until(() => nodes[1].Agent.View.Find(nodes[0].Address)!.SuspectTimes is { Count: > 0 }, 22));
        Assert.NotNull(cluster.Until(() => cluster.StatusOf(nodes[0]) == SiloStatus.Dead, 20));
    }

    /// <summary>Silos of the version before answer the ping itself: then it is as it was with them.</summary>
    [Fact]
    public void Crash_WhereTheOthersAreOfTheVersionBefore_IsSeenInTheUsualTime()
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(3);
        cluster.Advance(100);
        (nodes[1].IsOld, nodes[2].IsOld) = (true, true);

        nodes[0].Crash();

        Assert.NotNull(cluster.Until(() => cluster.StatusOf(nodes[0]) == SiloStatus.Dead, 26));
        Assert.True(nodes[1].IndirectProbes + nodes[2].IndirectProbes > 0);
    }

    /// <summary>A half that is cut off from the other half keeps hearing its own: nothing is declared by one silo alone.</summary>
    [Fact]
    public void Cut_OfOneFromAll_StillEvictsThatOne()
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(4);
        cluster.Advance(100);
        foreach (var other in nodes[1..])
        {
            cluster.Cut(nodes[0], other);
            cluster.Cut(other, nodes[0]);
        }

        Assert.NotNull(cluster.Until(() => nodes[0].Fatal is not null, 60));
        cluster.Advance(600);
        Assert.All(nodes[1..], node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));
    }

    [Theory]
    [InlineData(ProbeOutcome.NotServed, 0, false, 0)]
    [InlineData(ProbeOutcome.Answered, 0, false, 1)]
    [InlineData(ProbeOutcome.Missed, 0, false, 2)]
    [InlineData(ProbeOutcome.Missed, 0, true, 3)]
    [InlineData(ProbeOutcome.Missed, 8, true, 19)]
    internal void Report_InAMessage_IsOneNumber(ProbeOutcome outcome, int health, bool isVote, int number)
    {
        var report = new ProbeReport(outcome, health, isVote);
        Assert.Equal(number, report.ToNumber());
        Assert.Equal(report, ProbeReport.FromNumber(number));
    }
}
