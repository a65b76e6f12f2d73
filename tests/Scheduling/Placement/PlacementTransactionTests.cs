using Krewe.Scheduling.Placement;

namespace Krewe.Scheduling.Tests.Placement;

public class PlacementTransactionTests
{
    [Theory]
    [InlineData(SpreadRule.None, "a,a,a,a")]
    [InlineData(SpreadRule.Prefer, "a,b,a,b")]
    [InlineData(SpreadRule.Require, "a,b,-,-")]
    public void Place_FourReplicasInOneRound_SpreadsAsAsked(SpreadRule spread, string expected)
    {
        var transaction = Start();
        var hosts = Enumerable.Range(0, 4).Select(at =>
            transaction.Place(Fleet.Request() with { ReplicaId = $"r{at}", Spread = spread }) is PlacementDecision.Placed placed ? placed.Host : "-");
        Assert.Equal(expected, string.Join(',', hosts));
    }

    [Fact]
    public void Release_PeerFromBefore_MakesItsHostFreeOfPeers()
    {
        var transaction = new PlacementTransaction(
            new PlacementSnapshot([Fleet.Host("a", "eu", "", 4, 4)]), new PlacementWeights());
        var request = Fleet.Request() with { Spread = SpreadRule.Require, PeerHosts = ["a"] };
        Assert.IsType<PlacementDecision.Refused>(transaction.Place(request));
        transaction.Release(new ReplicaAllocation("old", "m", "a", new ResourceClaim { CpuMillicores = 4_000, MemoryBytes = Fleet.GiB }));
        Assert.IsType<PlacementDecision.Placed>(transaction.Place(request));
    }

    [Fact]
    public void Release_MoreThanWasTaken_ThrowsAndChangesNothing()
    {
        var transaction = Start();
        var before = Fleet.Describe(transaction.Current);
        var claim = new ResourceClaim { CpuMillicores = 5_000, MemoryBytes = 0 };
        Assert.Throws<InvalidOperationException>(() => transaction.Release(new ReplicaAllocation("x", "m", "a", claim)));
        Assert.Throws<ArgumentException>(() => transaction.Release(new ReplicaAllocation("x", "m", "nowhere", claim)));
        Assert.Equal(before, Fleet.Describe(transaction.Current));
    }

    [Fact]
    public void Rollback_VoidOrForeignCheckpoint_Throws()
    {
        var transaction = Start();
        var start = transaction.Checkpoint();
        transaction.Place(Fleet.Request());
        var later = transaction.Checkpoint();
        transaction.Rollback(start);
        Assert.Throws<InvalidOperationException>(() => transaction.Rollback(later));
        transaction.Place(Fleet.Request());
        Assert.Throws<InvalidOperationException>(() => transaction.Rollback(later));
        Assert.Throws<InvalidOperationException>(() => Start().Rollback(start));
    }

    private static PlacementTransaction Start() => new(
        new PlacementSnapshot([Fleet.Host("a", "eu", "", 4, 4), Fleet.Host("b", "eu", "", 5, 5)]), new PlacementWeights());
}
