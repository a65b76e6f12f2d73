using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Membership;

public sealed class MembershipAgentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Start_OfAll_MakesAllActiveInEveryView(int count)
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(count);
        Assert.All(nodes, node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));
        Assert.All(nodes, node => Assert.All(nodes, other => Assert.Equal(SiloStatus.Active, node.Publisher.Current.GetSiloStatus(other.Address))));
    }

    /// <summary>Limit of misses plus the period in which the silo died plus the second vote.</summary>
    [Theory]
    [InlineData(2, 5, 26)]
    [InlineData(3, 5, 26)]
    [InlineData(7, 5, 26)]
    [InlineData(3, 0.5, 2.6)]
    [InlineData(7, 0.5, 2.6)]
    public void Crash_OfOne_IsSeenByAllInTime(int count, double probeSeconds, double withinSeconds)
    {
        var cluster = new AgentCluster { Options = { ProbeTimeout = TimeSpan.FromSeconds(probeSeconds) } };
        var nodes = cluster.Start(count);
        cluster.Advance(100);

        nodes[0].Crash();

        var rest = nodes[1..];
        var took = cluster.Until(() => rest.All(node => node.Publisher.Current.GetSiloStatus(nodes[0].Address) == SiloStatus.Dead), withinSeconds);
        Assert.NotNull(took);
        Assert.True(took >= TimeSpan.FromSeconds(2 * probeSeconds), $"Dead after {took}: before the limit of misses.");
        cluster.Advance(600);
        Assert.All(rest, node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));
    }

    [Fact]
    public void Quiet_ForHours_EvictsNobody()
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(5);
        var version = nodes[0].Agent.View.Version.Version;
        cluster.Advance(3 * 3600);
        Assert.All(nodes, node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));
        Assert.Equal(version, nodes[0].Agent.View.Version.Version);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Outage_OfTheTable_EvictsNobodyThenOrLater(bool stalls)
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(5);
        (cluster.Table.IsAway, cluster.Table.Stalls) = (!stalls, stalls);
        cluster.Advance(1800);
        Assert.All(nodes, node => Assert.Null(node.Fatal));

        (cluster.Table.IsAway, cluster.Table.Stalls) = (false, false);
        cluster.Advance(600);

        Assert.All(nodes, node => Assert.Null(node.Fatal));
        Assert.All(nodes, node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));
    }

    [Fact]
    public void Crash_WhileTheTableIsAway_IsSeenWhenItIsBack()
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(3);
        cluster.Table.IsAway = true;
        nodes[0].Crash();
        cluster.Advance(300);
        Assert.Equal(SiloStatus.Active, nodes[1].Publisher.Current.GetSiloStatus(nodes[0].Address));

        cluster.Table.IsAway = false;

        Assert.NotNull(cluster.Until(() => cluster.StatusOf(nodes[0]) == SiloStatus.Dead, 30));
        Assert.Null(nodes[1].Fatal);
        Assert.Null(nodes[2].Fatal);
    }

    /// <summary>One of five cannot hear another: a single vote, again and again, is no majority.</summary>
    [Fact]
    public void Cut_OneWayBetweenTwo_EvictsNobody()
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(5);
        cluster.Cut(nodes[0], nodes[1]);
        cluster.Advance(1800);
        Assert.All(nodes[2..], node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));
        Assert.Equal(SiloStatus.Active, cluster.StatusOf(nodes[1]));
        Assert.Equal(SiloStatus.Active, cluster.StatusOf(nodes[0]));
    }

    /// <summary>A silo that nobody reaches, but that still reaches the table: it, and not the others, must go.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public void Cut_OfOneFromAll_EvictsThatOneOnly(int count)
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(count);
        foreach (var other in nodes[1..])
        {
            cluster.Cut(other, nodes[0]);
        }

        Assert.NotNull(cluster.Until(() => nodes[0].Fatal is not null, 120));

        Assert.StartsWith("KRW7301: ", nodes[0].Fatal, StringComparison.Ordinal);
        Assert.Equal(1, nodes[0].DeathsRaised);
        cluster.Advance(600);
        Assert.All(nodes[1..], node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));
    }

    /// <summary>The clocks of silos are minutes apart: IAmAlive looks stale to some, which alone evicts nobody; who crashes is still found.</summary>
    [Fact]
    public void Clocks_MinutesApart_EvictOnlyWhoCrashes()
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(5, port => TimeSpan.FromMinutes(5 * (port - 3)));
        cluster.Advance(1800);
        Assert.All(nodes, node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));

        nodes[2].Crash();

        Assert.NotNull(cluster.Until(() => cluster.StatusOf(nodes[2]) == SiloStatus.Dead, 60));
        cluster.Advance(600);
        Assert.All(nodes.Where(node => node != nodes[2]), node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));
    }

    [Fact]
    public void Restart_OnTheSameEndpoints_IsImmediate()
    {
        var cluster = new AgentCluster();
        var before = cluster.Start(3);
        foreach (var node in before)
        {
            node.Crash();
        }

        // Each start ends the earlier life on its endpoint, but must reach the two that are not replaced yet: so all start at once.
        var after = before.Select(node => cluster.Add(node.Address.Endpoint.Port, generation: 2)).ToArray();
        var starts = Task.WhenAll(after.Select(node => node.StartAsync()));
        Assert.NotNull(cluster.Until(() => starts.IsCompleted, 30));

        Assert.All(after, node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));
        Assert.All(before, node => Assert.Equal(SiloStatus.Dead, cluster.StatusOf(node)));
    }

    [Fact]
    public void Restart_OnOtherEndpoints_WaitsUntilTheLostAreStale()
    {
        var cluster = new AgentCluster();
        var before = cluster.Start(3);
        foreach (var node in before)
        {
            node.Crash();
        }

        var after = new[] { cluster.Add(11), cluster.Add(12) };
        var starts = Task.WhenAll(after.Select(node => node.StartAsync()));

        var took = cluster.Until(() => starts.IsCompleted, 240);
        Assert.True(took > TimeSpan.FromSeconds(60), $"Took {took}.");
        Assert.All(after, node => Assert.Equal(SiloStatus.Active, cluster.StatusOf(node)));
        Assert.All(before, node => Assert.Equal(SiloStatus.Dead, cluster.StatusOf(node)));
    }

    [Fact]
    public void Loss_OfTheMajority_IsSeenOnceTheLostAreStale()
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(3);
        nodes[0].Crash();
        nodes[1].Crash();
        Assert.NotNull(cluster.Until(() => cluster.StatusOf(nodes[0]) == SiloStatus.Dead && cluster.StatusOf(nodes[1]) == SiloStatus.Dead, 150));
        Assert.Equal(SiloStatus.Active, cluster.StatusOf(nodes[2]));
    }

    [Fact]
    public void Start_WithALaterLifeInTheTable_IsRefused()
    {
        var cluster = new AgentCluster();
        cluster.Run(cluster.Add(1, generation: 5).StartAsync());
        var refused = Assert.Throws<OrleansException>(() => cluster.Run(cluster.Add(1, generation: 4).StartAsync()));
        Assert.StartsWith("KRW7302: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WithALaterLife_EndsTheEarlier()
    {
        var cluster = new AgentCluster();
        var earlier = cluster.Start(2)[0];
        cluster.Run(cluster.Add(1, generation: 2).Agent.JoinAsync(default));
        Assert.StartsWith("KRW7301: ", earlier.Fatal, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_ThatCannotReachAnActiveSilo_FailsAfterItsTime()
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(3);
        var late = cluster.Add(9);
        cluster.Cut(late, nodes[0]);
        var refused = Assert.Throws<Orleans.Runtime.MembershipService.OrleansClusterConnectivityCheckFailedException>(() => cluster.Run(late.StartAsync()));
        Assert.StartsWith("KRW7303: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(nodes[0].Address.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WhileTheTableIsAway_WaitsForIt()
    {
        var cluster = new AgentCluster();
        cluster.Table.IsAway = true;
        var node = cluster.Add(1);
        var start = node.StartAsync();
        cluster.Advance(100);
        Assert.False(start.IsCompleted);
        cluster.Table.IsAway = false;
        cluster.Run(start, 30);
    }

    [Fact]
    public void Leave_InOrder_TellsTheOthersAtOnce()
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(3);
        cluster.Run(nodes[0].Agent.BeginLeaveAsync(default));
        Assert.All(nodes, node => Assert.Equal(SiloStatus.ShuttingDown, node.Publisher.Current.GetSiloStatus(nodes[0].Address)));
        cluster.Run(nodes[0].Agent.LeaveAsync(default));
        Assert.All(nodes, node => Assert.Equal(SiloStatus.Dead, node.Publisher.Current.GetSiloStatus(nodes[0].Address)));
        Assert.Null(nodes[0].Fatal);
    }

    [Fact]
    public void Leave_WhileTheTableStalls_EndsAnyway()
    {
        var cluster = new AgentCluster();
        var nodes = cluster.Start(2);
        cluster.Table.Stalls = true;
        cluster.Run(nodes[0].Agent.BeginLeaveAsync(default), 11);
        cluster.Run(nodes[0].Agent.LeaveAsync(default), 11);
    }

    [Fact]
    public void Row_ThatIsGone_EndsTheSilo()
    {
        var cluster = new AgentCluster { Options = { DefunctSiloCleanupPeriod = null, UseLivenessGossip = false } };
        var nodes = cluster.Start(3);
        cluster.Cut(nodes[0], nodes[1]);
        cluster.Cut(nodes[0], nodes[2]);
        cluster.Run(nodes[1].Agent.KillAsync(nodes[0].Address));
        cluster.Run(cluster.Table.CleanupDefunctSiloEntriesAsync(DateTimeOffset.MaxValue));
        Assert.Equal(SiloStatus.None, cluster.StatusOf(nodes[0]));
        Assert.NotNull(cluster.Until(() => nodes[0].Fatal is not null, 61));
        Assert.Contains("row is gone", nodes[0].Fatal, StringComparison.Ordinal);
    }

    [Fact]
    public void Refresh_OfANewerVersion_ShowsIt()
    {
        var cluster = new AgentCluster { Options = { UseLivenessGossip = false } };
        var nodes = cluster.Start(2);
        Assert.Equal(SiloStatus.None, nodes[0].Publisher.Current.GetSiloStatus(nodes[1].Address));
        var service = new Krewe.Runtime.Membership.ClusterMembership(nodes[0].Agent, nodes[0].Publisher);
        cluster.Run(service.Refresh(nodes[1].Publisher.Current.Version).AsTask());
        Assert.Equal(SiloStatus.Active, service.CurrentSnapshot.GetSiloStatus(nodes[1].Address));
    }

    /// <summary>The order of rounds is drawn: whatever it is, who is cut off goes, who crashed is seen in time, and the others stay.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void Faults_InManyOrders_EvictWhoIsGone(int count)
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var cluster = new AgentCluster(seed * 1009);
            var nodes = cluster.Start(count);
            var gone = nodes[seed % count];
            if (seed % 2 == 0)
            {
                gone.Crash();
            }
            else
            {
                foreach (var other in nodes.Where(node => node != gone))
                {
                    cluster.Cut(gone, other);
                    cluster.Cut(other, gone);
                }
            }

            Assert.True(cluster.Until(() => cluster.StatusOf(gone) == SiloStatus.Dead, 26) is not null, $"Seed {seed}: {gone.Address} is not dead.");
            cluster.Advance(300);
            Assert.True(seed % 2 == 0 || gone.Fatal is not null, $"Seed {seed}: {gone.Address} does not know.");
            Assert.All(nodes.Where(node => node != gone), node => Assert.True(cluster.StatusOf(node) == SiloStatus.Active, $"Seed {seed}: {node.Address} is {cluster.StatusOf(node)}."));
        }
    }

    [Fact]
    public void History_OfOneSeed_IsTheSame()
    {
        Assert.Equal(Trace(7), Trace(7));

        static string Trace(int seed)
        {
            var cluster = new AgentCluster(seed);
            var nodes = cluster.Start(7);
            nodes[1].Crash();
            nodes[4].Crash();
            List<string> lines = [];
            nodes[0].Publisher.Changed += view => lines.Add($"{cluster.Clock.GetUtcNow():O} {view.Version} {string.Join(' ', view.Members.Values.Select(member => $"{member.SiloAddress}{member.Status}").Order(StringComparer.Ordinal))}");
            cluster.Advance(300);
            Assert.NotEmpty(lines);
            return string.Join('\n', lines);
        }
    }
}
