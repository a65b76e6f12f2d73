using Krewe.Grains.Placement;
using Krewe.Grains.Tests.Support;

namespace Krewe.Grains.Tests.Placement;

public sealed class LeaseMapTests
{
    [Theory]
    [InlineData(5, 5, "new")] // told again
    [InlineData(5, 6, "new")] // a newer lease
    [InlineData(5, 4, "old")] // told late
    public void Take_OfTheSameReplica_TheNewerLeaseStays(long first, long second, string expected)
    {
        var map = new LeaseMap();
        map.Take(Table("local/a", first, Lease(0, "old", first)));
        map.Take(Table("local/a", second, Lease(0, "new", second)));
        Assert.Equal(expected, map.HostOf(Samples.Replica(0).ToString()));
    }

    [Theory]
    [InlineData("local/a", 7, null)] // the pool knows the lease's epoch and does not name it: it has ended
    [InlineData("local/a", 6, "h1")] // the pool's word is older than the lease
    [InlineData("local/b", 9, "h1")] // another pool's word
    public void Take_LeaseNotNamed_EndsByTheWordOfItsPoolOnly(string pool, long lastEpoch, string? expected)
    {
        var map = new LeaseMap();
        map.Take(Table("local/a", 7, Lease(0, "h1", 7)));
        map.Take(Table(pool, lastEpoch));
        Assert.Equal(expected, map.HostOf(Samples.Replica(0).ToString()));
    }

    [Fact]
    public void Take_OneLease_LeavesTheOthers()
    {
        var map = new LeaseMap();
        map.Take(Table("local/a", 7, Lease(0, "h1", 6), Lease(1, "h2", 7)));
        map.Take("local/a", Lease(0, "h3", 8));
        Assert.Equal(("h3", "h2"), (map.HostOf(Samples.Replica(0).ToString()), map.HostOf(Samples.Replica(1).ToString())));
    }

    private static LeasePlace Lease(int number, string host, long epoch) => new(Samples.Replica(number), host, epoch);

    private static LeaseTable Table(string pool, long lastEpoch, params LeasePlace[] leases) => new() { Pool = pool, LastEpoch = lastEpoch, Leases = [.. leases] };
}
