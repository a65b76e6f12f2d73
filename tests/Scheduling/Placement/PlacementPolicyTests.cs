using Krewe.Scheduling.Placement;

namespace Krewe.Scheduling.Tests.Placement;

public class PlacementPolicyTests
{
    private static readonly DeviceRequirement HalfT4 = new() { Count = 1, Classes = ["t4"], MemoryBytes = 4 * Fleet.GiB, ComputeThousandths = 500 };

    [Fact]
    public void Decide_SeveralFit_TakesTheTightest() =>
        Assert.Equal("b", Placed(Fleet.Request(2, 2), Fleet.Host("a", "eu", "", 8, 8), Fleet.Host("b", "eu", "", 2, 2), Fleet.Host("c", "eu", "", 4, 4)).Host);

    [Fact]
    public void Decide_EqualHosts_TakesTheFirstByName() =>
        Assert.Equal("a", Placed(Fleet.Request(), Fleet.Host("b", "eu", "", 4, 4), Fleet.Host("a", "eu", "", 4, 4)).Host);

    [Fact]
    public void Decide_NoDevicesAsked_KeepsAwayFromTheHostWithIdleOnes() =>
        Assert.Equal("b", Placed(Fleet.Request(), Fleet.Host("a", "eu", "", 4, 4, Fleet.Device("g", "t4", 16)), Fleet.Host("b", "eu", "", 4, 4)).Host);

    [Fact]
    public void Decide_PartOfADevice_TakesTheUsedDeviceAndLeavesTheEmptyOneWhole()
    {
        var host = Fleet.Host("a", "eu", "", 4, 4, Fleet.Device("empty", "t4", 16), Fleet.Device("used", "t4", 8, compute: 500), Fleet.Device("full", "t4", 2));
        Assert.Equal("used", Assert.Single(Placed(Fleet.Request() with { Devices = HalfT4 }, host).DeviceIds));
    }

    [Fact]
    public void Decide_WarmAndPeers_SpreadComesBeforeWarmBeforeFit()
    {
        var hosts = new[] { Fleet.Host("a", "eu", "", 2, 2), Fleet.Host("b", "eu", "", 6, 6), Fleet.Host("c", "eu", "", 8, 8) };
        var request = Fleet.Request() with { WarmHosts = ["b"] };
        Assert.Equal("b", Placed(request, hosts).Host);
        Assert.Equal("b", Placed(request with { PeerHosts = ["b"] }, hosts).Host);
        Assert.Equal("a", Placed(request with { PeerHosts = ["b"], Spread = SpreadRule.Prefer }, hosts).Host);
        Assert.Equal("c", Placed(request with { PeerHosts = ["b", "a", "a"], Spread = SpreadRule.Require }, hosts).Host);
    }

    [Fact]
    public void Decide_NothingFits_SaysEveryReasonWithItsHostsAndTheNearestChange()
    {
        var hosts = new[]
        {
            Fleet.Host("a", "eu", "", 8, 2.5),
            Fleet.Host("b", "eu", "", 1, 1) with { Availability = HostAvailability.Draining },
            Fleet.Host("c", "us", "", 8, 2),
        };
        var refused = Refused(Fleet.Request(2, 4) with { AllowedRegions = ["eu"] }, hosts);
        Assert.Equal(
            """
            KRW3002 availability: 1 host is not active (b is draining)
            KRW3003 region: needs eu, 1 host is elsewhere (c in us)
            KRW3007 cpu: needs 2 cores, 1 host has less free (most: 1 core on host b)
            KRW3008 memory: needs 4 GiB, 3 hosts have less free (most: 2.5 GiB on host a)
            would fit host a if memory were 2.5 GiB or 1.5 GiB more were free
            """,
            refused.Text);
        Assert.True(refused.CouldEverFit);
    }

    [Fact]
    public void Decide_DevicesShort_SaysWhatEachConstraintExcludes()
    {
        var hosts = new[]
        {
            Fleet.Host("a", "eu", "", 8, 8),
            Fleet.Host("b", "eu", "", 8, 8, Fleet.Device("g0", "t4", 3, compute: 250)),
            Fleet.Host("c", "eu", "", 8, 8, Fleet.Device("g0", "t4", 16) with { Condition = DeviceCondition.Lost }),
            Fleet.Host("d", "eu", "", 8, 8, Fleet.Device("g0", "t4", 1), Fleet.Device("g1", "t4", 16, compute: 125)),
        };
        Assert.Equal(
            """
            KRW3009 devices: needs 1 device of class t4, 1 host has fewer (most: 0 on host a); excludes 0 of 4 devices
            KRW3010 device health: needs 1 healthy, 1 host has fewer (most: 0 on host c); excludes 1 of 4 devices
            KRW3011 device memory: needs 4 GiB on 1 device, 1 host has less free (most: 3 GiB on host b); excludes 2 of 4 devices
            KRW3012 device compute: needs 50 % of compute on 1 device, 1 host has less free (most: 25 % of compute on host b); excludes 2 of 4 devices
            KRW3013 devices: needs 1 with health, memory and compute together, 1 host has fewer (most: 0 on host d); excludes 2 of 4 devices
            would fit host b if device memory were 3 GiB or 1 GiB more were free on device g0 and device compute were 25 % of compute or 25 % of compute more were free on device g0
            """,
            Refused(Fleet.Request() with { Devices = HalfT4 }, hosts).Text);
    }

    [Fact]
    public void Decide_NoHosts_SaysSo()
    {
        var refused = Refused(Fleet.Request());
        Assert.Equal("KRW3001 hosts: there are none to place on", refused.Text);
        Assert.False(refused.CouldEverFit);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(8.001, false)]
    public void Decide_FullHost_SaysWhetherAnEmptyOneWouldDo(double gib, bool could) =>
        Assert.Equal(could, Refused(Fleet.Request(1, gib), Fleet.Host("a", "eu", "", 0, 0)).CouldEverFit);

    [Fact]
    public void Decide_ManyHosts_KeepsTheBestScoresInOrder()
    {
        var hosts = Enumerable.Range(1, 8).Select(free => Fleet.Host($"h{free}", "eu", "", free, free)).Reverse().ToArray();
        var placed = Placed(Fleet.Request(3, 3), hosts);
        Assert.Equal(["h3", "h4", "h5", "h6", "h7"], placed.Scores.Select(score => score.Host));
        Assert.Equal(6, placed.FeasibleHosts);
    }

    [Fact]
    public void Decide_AmountOutsideItsRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Placed(Fleet.Request(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Placed(Fleet.Request() with { Devices = HalfT4 with { Count = 0 } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Placed(Fleet.Request() with { Devices = HalfT4 with { ComputeThousandths = 1_001 } }));
    }

    [Fact]
    public void Snapshot_NamesTwice_Throws()
    {
        Assert.Throws<ArgumentException>(() => new PlacementSnapshot([Fleet.Host("a", "eu", "", 1, 1), Fleet.Host("a", "us", "", 2, 2)]));
        Assert.Throws<ArgumentException>(
            () => new PlacementSnapshot([Fleet.Host("a", "eu", "", 1, 1, Fleet.Device("g", "t4", 1), Fleet.Device("g", "t4", 2))]));
    }

    private static PlacementDecision.Placed Placed(PlacementRequest request, params HostCandidate[] hosts) =>
        Assert.IsType<PlacementDecision.Placed>(Fleet.Decide(hosts, request));

    private static PlacementDecision.Refused Refused(PlacementRequest request, params HostCandidate[] hosts) =>
        Assert.IsType<PlacementDecision.Refused>(Fleet.Decide(hosts, request));
}
