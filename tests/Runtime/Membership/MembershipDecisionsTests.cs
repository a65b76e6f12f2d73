using System.Net;
using Krewe.Runtime.Membership;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Membership;

public sealed class MembershipDecisionsTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly ClusterMembershipOptions Options = new();
    private static readonly IReadOnlySet<SiloAddress> Nobody = new HashSet<SiloAddress>();

    [Theory]
    [InlineData(0, false)]
    [InlineData(-90, false)]
    [InlineData(-91, true)]
    [InlineData(600, false)]
    public void IsStale_ByAge_IsThreeMissedWrites(int seconds, bool expected) =>
        Assert.Equal(expected, MembershipDecisions.IsStale(Entry(1, aliveSeconds: seconds), Now, Options));

    /// <summary>min(2, (active that are not stale + 1) / 2).</summary>
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(3, 0, 2)]
    [InlineData(7, 0, 2)]
    [InlineData(0, 3, 0)]
    [InlineData(1, 2, 1)]
    public void VotesNeeded_ByActive_IsAQuorumOfAtMostTwo(int fresh, int stale, int expected)
    {
        var view = View([.. Enumerable.Range(1, fresh).Select(port => Entry(port)), .. Enumerable.Range(50, stale).Select(port => Entry(port, aliveSeconds: -1000))]);
        Assert.Equal(expected, MembershipDecisions.VotesNeeded(view, Nobody, Now, Options));
    }

    /// <summary>After an outage of the table all look stale; those that answer count all the same.</summary>
    [Fact]
    public void VotesNeeded_WhenAllAreStaleButAnswer_StaysTwo()
    {
        var view = View([.. Enumerable.Range(1, 4).Select(port => Entry(port, aliveSeconds: -1000))]);
        Assert.Equal(2, MembershipDecisions.VotesNeeded(view, new HashSet<SiloAddress> { Silo(1), Silo(2), Silo(3) }, Now, Options));
    }

    [Theory]
    [InlineData("three silos, no vote yet", 3, new int[0], new int[0], "2", SiloStatus.Active)]
    [InlineData("three silos, another's fresh vote", 3, new[] { 3 }, new[] { -10 }, "3 2", SiloStatus.Dead)]
    [InlineData("three silos, another's expired vote", 3, new[] { 3 }, new[] { -121 }, "2", SiloStatus.Active)]
    [InlineData("three silos, own fresh vote", 3, new[] { 2 }, new[] { -10 }, null, SiloStatus.Active)]
    [InlineData("three silos, own expired vote", 3, new[] { 2 }, new[] { -121 }, "2", SiloStatus.Active)]
    [InlineData("three silos, own and another's vote", 3, new[] { 2, 3 }, new[] { -10, -5 }, "3 2", SiloStatus.Dead)]
    [InlineData("two silos: one vote decides", 2, new int[0], new int[0], "2", SiloStatus.Dead)]
    public void Suspect_ByVotes_VotesOrKills(string name, int silos, int[] voters, int[] ages, string? votes, SiloStatus status)
    {
        Assert.NotEmpty(name);
        var suspect = Entry(1);
        suspect.SuspectTimes = [.. voters.Zip(ages, (voter, age) => Tuple.Create(Silo(voter), Now.AddSeconds(age)))];
        var view = View([suspect, .. Enumerable.Range(2, silos - 1).Select(port => Entry(port))]);

        var change = MembershipDecisions.Suspect(view, Silo(1), Silo(2), Nobody, Now, Options);

        Assert.Equal(votes, change is null ? null : string.Join(' ', change.Entry.SuspectTimes!.Select(vote => vote.Item1.Endpoint.Port)));
        Assert.Equal(status, change?.Entry.Status ?? SiloStatus.Active);
        Assert.Equal(SiloStatus.Active, suspect.Status);
        Assert.True(change is null || (change.Version.Version, change.Version.VersionEtag, change.ETag) == (8, "7", "7"));
    }

    [Theory]
    [InlineData(SiloStatus.Dead, SiloStatus.Active)]
    [InlineData(SiloStatus.Active, SiloStatus.Dead)]
    [InlineData(SiloStatus.Active, SiloStatus.None)]
    public void Suspect_OfOrByTheDead_IsNothing(SiloStatus suspect, SiloStatus voter)
    {
        var voters = voter == SiloStatus.None ? Array.Empty<MembershipEntry>() : [Entry(2, voter)];
        Assert.Null(MembershipDecisions.Suspect(View([Entry(1, suspect), .. voters]), Silo(1), Silo(2), Nobody, Now, Options));
    }

    [Theory]
    [InlineData(SiloStatus.Joining, SiloStatus.Active, true)]
    [InlineData(SiloStatus.Active, SiloStatus.ShuttingDown, true)]
    [InlineData(SiloStatus.ShuttingDown, SiloStatus.Dead, true)]
    [InlineData(SiloStatus.Active, SiloStatus.Active, false)]
    [InlineData(SiloStatus.ShuttingDown, SiloStatus.Active, false)]
    [InlineData(SiloStatus.Dead, SiloStatus.Active, false)]
    public void Advance_ByStatus_NeverGoesBack(SiloStatus from, SiloStatus to, bool changes) =>
        Assert.Equal(changes, MembershipDecisions.Advance(View([Entry(1, from)]), Silo(1), to, Now) is not null);

    [Theory]
    [InlineData(SiloStatus.Active, 5, "Alive")]
    [InlineData(SiloStatus.Dead, 5, "Dead")]
    [InlineData(SiloStatus.None, 5, "Missing")]
    [InlineData(SiloStatus.None, 7, "Alive")]
    public void Judge_ByRow_TellsTheFate(SiloStatus own, int enteredAt, string expected) =>
        Assert.Equal(expected, MembershipDecisions.Judge(View(own == SiloStatus.None ? [Entry(2)] : [Entry(1, own), Entry(2)]), Silo(1), enteredAt).ToString());

    [Fact]
    public void Enter_WithEarlierLives_EndsThemFirst()
    {
        var view = View([Entry(1), Entry(2)]);
        var self = Entry(1);
        self.SiloAddress = SiloAddress.New(IPAddress.Loopback, 1, 9);

        var first = MembershipDecisions.Enter(view, self, Now)!;
        Assert.Equal((Silo(1), SiloStatus.Dead), (first.Entry.SiloAddress, first.Entry.Status));

        var second = MembershipDecisions.Enter(View([first.Entry, Entry(2)]), self, Now)!;
        Assert.Equal((self.SiloAddress, null), (second.Entry.SiloAddress, second.ETag));

        Assert.Null(MembershipDecisions.Enter(View([first.Entry, Entry(2), self]), self, Now));
        Assert.Equal(self.SiloAddress, MembershipDecisions.Successor(View([self]), Silo(1)));
        Assert.Null(MembershipDecisions.Successor(View([Entry(1)]), self.SiloAddress));
    }

    [Fact]
    public void PeersToProbe_OfAJoiningSilo_AreTheStaleAndTheSuspected()
    {
        var suspected = Entry(3);
        suspected.SuspectTimes = [Tuple.Create(Silo(9), Now)];
        var view = View([Entry(1, SiloStatus.Joining), Entry(2), suspected, Entry(4, aliveSeconds: -200), Entry(5, SiloStatus.Dead, -200), Entry(6, SiloStatus.Joining, -200)]);
        Assert.Equal([3, 4, 6], MembershipDecisions.PeersToProbe(view, Silo(1), Now, Options).Select(silo => silo.Endpoint.Port));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(11, 10)]
    [InlineData(100, 10)]
    public void PeersToProbe_OfAnActiveSilo_AreAtMostTheLimit(int silos, int expected)
    {
        var view = View([.. Enumerable.Range(1, silos).Select(port => Entry(port))]);
        var watched = Enumerable.Range(1, silos).SelectMany(port => MembershipDecisions.PeersToProbe(view, Silo(port), Now, Options)).CountBy(silo => silo).ToDictionary();
        Assert.Equal(expected, MembershipDecisions.PeersToProbe(view, Silo(1), Now, Options).Count);
        Assert.Equal(silos == 1 ? 0 : silos, watched.Count);
        Assert.All(watched.Values, count => Assert.InRange(count, Math.Min(expected, 5), 2 * expected));
    }

    private static SiloAddress Silo(int port) => SiloAddress.New(IPAddress.Loopback, port, 1);

    private static MembershipEntry Entry(int port, SiloStatus status = SiloStatus.Active, int aliveSeconds = 0) => new()
    {
        SiloAddress = Silo(port),
        Status = status,
        StartTime = Now.AddDays(-1),
        IAmAliveTime = Now.AddSeconds(aliveSeconds),
    };

    private static MembershipView View(MembershipEntry[] entries) =>
        MembershipView.From(new MembershipTableData([.. entries.Select(entry => Tuple.Create(entry, "7"))], new TableVersion(7, "7")));
}
