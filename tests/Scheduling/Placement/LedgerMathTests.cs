using Krewe.Scheduling.Placement;

namespace Krewe.Scheduling.Tests.Placement;

public class LedgerMathTests
{
    private static readonly HostCandidate Host = Fleet.Host(
        "a", "eu", "", 2, 2.5, Fleet.Device("g0", "t4", 8, compute: 500), Fleet.Device("g1", "t4", 16) with { Condition = DeviceCondition.Lost });

    [Fact]
    public void Check_EverythingShort_GivesAllReasonsAtOnce()
    {
        var claim = Claim(3, 4) with { DeviceIds = ["g0", "g1", "g2", "g0"], DeviceMemoryBytes = 10 * Fleet.GiB, DeviceComputeThousandths = 750 };
        Assert.Equal(
            [
                "KRW3002 availability: host a is cordoned, not active",
                "KRW3007 cpu: needs 3 cores, 2 cores free",
                "KRW3008 memory: needs 4 GiB, 2.5 GiB free",
                "KRW3011 device memory: needs 10 GiB, 8 GiB free on device g0",
                "KRW3012 device compute: needs 75 % of compute, 50 % of compute free on device g0",
                "KRW3010 device health: device g1 is lost, not healthy",
                "KRW3014 devices: host a has no device g2",
                "KRW3015 devices: device g0 is named twice",
            ],
            LedgerMath.Check(Host with { Availability = HostAvailability.Cordoned }, claim).Select(obstacle => $"{obstacle.Code} {obstacle.Text}"));
    }

    [Fact]
    public void TakeAndGiveBack_ExactlyWhatIsFree_EndsWhereItBegan()
    {
        var claim = Claim(2, 2.5) with { DeviceIds = ["g0"], DeviceMemoryBytes = 8 * Fleet.GiB, DeviceComputeThousandths = 500 };
        var taken = LedgerMath.Take(Host, claim);
        Assert.Equal((0L, 0L, 0L, 0), (taken.CpuFreeMillicores, taken.MemoryFreeBytes, taken.Devices[0].MemoryFreeBytes, taken.Devices[0].ComputeFreeThousandths));
        Assert.Throws<InvalidOperationException>(() => LedgerMath.Take(taken, claim));
        Assert.Equal(Fleet.Describe(new PlacementSnapshot([Host])), Fleet.Describe(new PlacementSnapshot([LedgerMath.GiveBack(taken, claim)])));
    }

    [Fact]
    public void GiveBack_DeviceLostOrGoneMeanwhile_StillFreesTheRest()
    {
        var claim = Claim(1, 1) with { DeviceIds = ["g0"], DeviceMemoryBytes = Fleet.GiB, DeviceComputeThousandths = 100 };
        var gone = LedgerMath.Take(Host, claim) with { Devices = [], Availability = HostAvailability.Draining };
        Assert.Equal(Host.CpuFreeMillicores, LedgerMath.GiveBack(gone, claim).CpuFreeMillicores);
    }

    [Fact]
    public void GiveBack_MoreThanTheHostHas_Throws() =>
        Assert.Throws<InvalidOperationException>(() => LedgerMath.GiveBack(Host, Claim(6.001, 0)));

    [Fact]
    public void Check_NegativeAmount_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LedgerMath.Check(Host, Claim(-1, 0)));

    private static ResourceClaim Claim(double cpu, double gib) =>
        new() { CpuMillicores = (long)(cpu * 1_000), MemoryBytes = (long)(gib * Fleet.GiB) };
}
