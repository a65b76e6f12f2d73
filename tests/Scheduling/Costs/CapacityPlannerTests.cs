using System.Collections.Immutable;
using Krewe.Scheduling.Costs.Capacity;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Problems;
using static Krewe.Scheduling.Tests.Costs.CapacitySamples;

namespace Krewe.Scheduling.Tests.Costs;

/// <summary>Which machines are bought, and which could go.</summary>
public sealed class CapacityPlannerTests
{
    [Fact]
    public void Lack_OneKindCheaper_BuysIt()
    {
        var decision = Decide([Kind("small", cpu: 4, price: 3), Kind("big", cpu: 16, price: 8)], needs: [Need("m", 8, cpu: 2)]);

        Assert.Equal(["big"], decision.Purchases.Select(one => one.Kind));
        Assert.Contains("8 of m", decision.Purchases[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Lack_LittleLeft_BuysTheSmallOneForIt() =>
        Assert.Equal(["big", "small"], Decide([Kind("small", cpu: 4, price: 3), Kind("big", cpu: 16, price: 8)], needs: [Need("m", 9, cpu: 2)]).Purchases.Select(one => one.Kind));

    [Fact]
    public void Room_Suffices_BuysNothing() =>
        Assert.Empty(Decide([Kind("small", cpu: 4, price: 3)], [Host("h", cpu: 16)], [Need("m", 8, cpu: 2)]).Purchases);

    [Fact]
    public void Host_Leaving_IsNoRoomAndWhatItHoldsIsNeeded()
    {
        var leaving = Host("h", cpu: 16, free: 0);
        leaving = leaving with { Host = leaving.Host with { Availability = HostAvailability.Draining } };

        Assert.Equal(["small", "small"], Decide([Kind("small", cpu: 4, price: 3)], [leaving], [Need("m", 4, cpu: 2) with { HeldOn = ["h", "h", "h", "h"] }]).Purchases.Select(one => one.Kind));
    }

    [Fact]
    public void Spot_Cheaper_HoldsNoMoreThanItsShare()
    {
        var kinds = new[] { Kind("od", cpu: 2, price: 3), Spot("spot", cpu: 2, price: 1) };
        string[] Bought(double share) => [.. Decide(kinds, needs: [Need("m", 4, cpu: 2) with { SpotShare = share }]).Purchases.Select(one => one.Kind).Order(StringComparer.Ordinal)];

        Assert.Equal(["od", "od", "od", "od"], Bought(0));
        Assert.Equal(["od", "od", "spot", "spot"], Bought(0.5));
        Assert.Equal(["spot", "spot", "spot", "spot"], Bought(1));
    }

    [Fact]
    public void Spot_ReplicasThatAreThereAlready_CountForTheShare()
    {
        var spot = Host("s", cpu: 4, free: 0) with { IsSpot = true };
        var decision = Decide([Kind("od", cpu: 2, price: 3), Spot("spot", cpu: 2, price: 1)], [spot], [Need("m", 2, cpu: 2) with { SpotShare = 0.5, HeldOn = ["s", "s"] }]);

        Assert.Equal(["od"], decision.Purchases.Select(one => one.Kind));
    }

    [Fact]
    public void Spot_TwoGroups_AreBoughtInTurn()
    {
        var bought = Decide([Spot("a", cpu: 2, price: 1), Spot("b", cpu: 2, price: 1.2), Kind("od", cpu: 2, price: 4)], needs: [Need("m", 6, cpu: 2) with { SpotShare = 1 }])
            .Purchases.CountBy(one => one.Kind).ToDictionary();

        Assert.Equal(new Dictionary<string, int> { ["a"] = 3, ["b"] = 3 }, bought);
    }

    [Fact]
    public void Spot_Paused_FallsBackToOnDemand() =>
        Assert.Equal(["od"], Decide([Spot("a", cpu: 2, price: 1) with { IsPaused = true }, Kind("od", cpu: 2, price: 4)], needs: [Need("m", 1, cpu: 2) with { SpotShare = 1 }]).Purchases.Select(one => one.Kind));

    [Fact]
    public void Spot_OftenInterrupted_IsNotCheaperAnyMore()
    {
        var risky = Spot("a", cpu: 2, price: 1) with { Price = new HostPrice { Terms = PriceTerms.Spot, PerHour = 1, InterruptionsPerHour = 6 }, StartSeconds = 600 };

        Assert.Equal(2, risky.EffectivePrice, 9);
        Assert.Equal(["od"], Decide([risky, Kind("od", cpu: 2, price: 1.5)], needs: [Need("m", 1, cpu: 2) with { SpotShare = 1 }]).Purchases.Select(one => one.Kind));
    }

    [Fact]
    public void Reserved_IsBoughtFirstAndStays()
    {
        var reserved = Kind("kept", cpu: 2, price: 9) with { Price = new HostPrice { Terms = PriceTerms.Reserved, PerHour = 9 } };
        Assert.Equal(["kept"], Decide([Kind("od", cpu: 2, price: 1), reserved], needs: [Need("m", 1, cpu: 2)]).Purchases.Select(one => one.Kind));
        Assert.Empty(Decide([reserved with { Count = 1 }], [Host("kept-1", cpu: 2)], [], [new("kept-1", "kept", Joined: true)]).Superfluous);
    }

    [Fact]
    public void Most_Reached_SaysWhy()
    {
        var decision = Decide([Kind("small", cpu: 4, price: 3, most: 1), Kind("tiny", cpu: 1, price: 1)], needs: [Need("m", 3, cpu: 2)]);

        Assert.Equal(["small"], decision.Purchases.Select(one => one.Kind));
        var unserved = Assert.Single(decision.Unserved);
        Assert.Equal(("m", 1), (unserved.Model, unserved.Replicas));
        Assert.Equal(["small: there are 1 of at most 1", "tiny: a replica does not fit on an empty machine"], unserved.Reasons.AsEnumerable());
    }

    [Fact]
    public void Least_IsKept()
    {
        Assert.Equal(["small", "small"], Decide([Kind("small", cpu: 4, price: 3) with { Least = 2 }]).Purchases.Select(one => one.Kind));
        Assert.Empty(Decide([Kind("small", cpu: 4, price: 3) with { Least = 1, Count = 1 }], [Host("small-1", cpu: 4)], [], [new("small-1", "small", Joined: true)]).Superfluous);
    }

    [Fact]
    public void Superfluous_CostliestFirst_OnlyWhatHasRoomElsewhere()
    {
        CapacityKind[] kinds = [Kind("cheap", cpu: 4, price: 3) with { Count = 1 }, Kind("dear", cpu: 4, price: 9) with { Count = 2 }];
        CapacityHost[] hosts = [Host("cheap-1", cpu: 4, free: 2), Host("dear-1", cpu: 4, free: 2), Host("dear-2", cpu: 4, free: 0)];
        var need = Need("m", 4, cpu: 2) with { HeldOn = ["cheap-1", "dear-1", "dear-2", "dear-2"] };
        var decision = Decide(kinds, hosts, [need], [new("cheap-1", "cheap", true), new("dear-1", "dear", true), new("dear-2", "dear", true)]);

        Assert.Equal(["dear-1"], decision.Superfluous.Select(one => one.Machine));
        Assert.Equal("its 1 replicas have room elsewhere", decision.Superfluous[0].Reason);
    }

    [Fact]
    public void Cheaper_KindThatSavesEnough_IsBoughtInPlace()
    {
        CapacityDecision Of(double price) => Decide(
            [Kind("dear", cpu: 4, price: 9) with { Count = 1 }, Spot("spot", cpu: 4, price: price)],
            [Host("dear-1", cpu: 4, free: 2)],
            [Need("m", 1, cpu: 2) with { SpotShare = 1, HeldOn = ["dear-1"] }],
            [new("dear-1", "dear", Joined: true)]);

        Assert.Equal(["spot"], Of(7).Purchases.Select(one => one.Kind));
        Assert.Empty(Of(8).Purchases);
    }

    [Fact]
    public void Ordered_IsRoomAlready_AndNothingGoesMeanwhile()
    {
        var decision = Decide(
            [Kind("small", cpu: 4, price: 3) with { Count = 2 }],
            [Host("small-1", cpu: 4), Host("small-2", cpu: 4)],
            [Need("m", 2, cpu: 2)],
            [new("small-1", "small", Joined: true), new("small-2", "small", Joined: false)]);

        Assert.Empty(decision.Purchases);
        Assert.Empty(decision.Superfluous);
    }

    [Fact]
    public void Later_MoreThanNow_IsBoughtAndSaidSo()
    {
        var decision = Decide([Kind("small", cpu: 4, price: 3)], [Host("h", cpu: 2)], [Need("m", 1, cpu: 2) with { Later = 3 }]);

        Assert.Equal(["small"], decision.Purchases.Select(one => one.Kind));
        Assert.Contains("2 of m that will be needed when it serves", decision.Purchases[0].Reason, StringComparison.Ordinal);
    }

    /// <summary>Each kind is bought for what is needed when its own machines serve: what a quick one can do in time waits until it is due.</summary>
    [Theory]
    [InlineData(3, 1, 100, "")] // all of it is for later, and the quick ones cost less
    [InlineData(3, 3, 100, "quick quick")] // two of it are due
    [InlineData(3, 3, 1, "quick slow")] // of the quick ones there is one
    [InlineData(3, 1, 1, "slow")] // the quick one waits for its time, the slow one may not
    [InlineData(3, 1, 0, "slow slow")]
    [InlineData(9, 1, 100, "slow slow")] // the slow ones cost less: none can wait
    public void Sooner_QuickAndSlowKinds_EachInTime(double quickPrice, int soon, int quick, string bought)
    {
        var decision = Decide(
            [Kind("slow", cpu: 2, price: 5) with { StartSeconds = 600 }, Kind("quick", cpu: 2, price: quickPrice, most: quick) with { StartSeconds = 50 }],
            [Host("h", cpu: 2), Host("slow-9", cpu: 2, free: 0)],
            [Need("m", 1, cpu: 2) with { Later = 3, Sooner = [new SoonerNeed(60, soon)] }],
            [new("slow-9", "slow", Joined: true)]);
        Assert.Equal(bought, string.Join(' ', decision.Purchases.Select(one => one.Kind)));
        Assert.Empty(decision.Unserved);
        Assert.Empty(decision.Superfluous); // more will be needed
    }

    [Fact]
    public void Sooner_OnAMachineThatIsDueAnyway_IsBoughtWithIt()
    {
        var decision = Decide(
            [Kind("big", cpu: 8, price: 5) with { StartSeconds = 50 }, Kind("slow", cpu: 2, price: 50) with { StartSeconds = 600 }],
            needs: [Need("m", 1, cpu: 2) with { Later = 4, Sooner = [new SoonerNeed(60, 2)] }]);
        Assert.Contains("1 of m, 1 of m that will be needed when it serves, 2 of m that will be needed", Assert.Single(decision.Purchases).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Later_NothingToBuyForIt_IsNoLackYet() =>
        Assert.Equal(2, Assert.Single(Decide([Kind("small", cpu: 4, price: 3, most: 0)], needs: [Need("m", 2, cpu: 2) with { Later = 5 }]).Unserved).Replicas);

    [Fact]
    public void Later_OfTheMoreImportant_TakesNoRoomFromWhatIsNeededNow()
    {
        CapacityNeed[] needs = [Need("a", 1, cpu: 2) with { Later = 4, Class = DemandClass.Critical }, Need("b", 1, cpu: 2)];
        var decision = Decide([Kind("small", cpu: 2, price: 3, most: 1)], [Host("h", cpu: 4)], needs);

        Assert.Contains("1 of a that will be needed", Assert.Single(decision.Purchases).Reason, StringComparison.Ordinal);
        Assert.Empty(decision.Unserved);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 1, false)]
    [InlineData(0, 1, false)]
    public void Superfluous_NeededAgainBeforeItWouldBeBack_Stays(int later, int until, bool goes)
    {
        var decision = Decide(
            [Kind("small", cpu: 4, price: 3) with { Count = 1 }], [Host("small-1", cpu: 4)], [Need("m", 0, cpu: 2) with { Later = later, MostUntilThen = until }], [new("small-1", "small", Joined: true)]);

        Assert.Equal(goes, !decision.Superfluous.IsEmpty);
        Assert.Empty(decision.Purchases);
    }

    [Fact]
    public void Quota_Full_BuysNothingForWhatIsBeyond()
    {
        CapacityDecision Of(long cpu) => CapacityPlanner.Decide(new CapacitySnapshot
        {
            Kinds = [Kind("small", cpu: 2, price: 3)],
            Hosts = [Host("h", cpu: 4, free: 0)],
            Needs =
            [
                Need("batch", 3, cpu: 2) with { Tenant = "acme", Class = DemandClass.Batch },
                Need("m", 4, cpu: 2) with { Tenant = "acme", HeldOn = ["h", "h"] },
                Need("free", 1, cpu: 2),
            ],
            Quotas = [new TenantQuota { Tenant = "acme", CpuMillicores = cpu }],
        });

        // What is held counts, the more important one has what is left, and who has no quota has no limit.
        Assert.Single(Of(4_000).Purchases);
        Assert.Equal(2, Of(7_999).Purchases.Length);
        Assert.Contains("1 of m", string.Join("; ", Of(7_000).Purchases.Select(one => one.Reason)), StringComparison.Ordinal);
        Assert.Equal(6, Of(100_000).Purchases.Length);
        Assert.Empty(Of(4_000).Unserved);
    }

    [Fact]
    public void Quota_NotEnoughForBoth_WhatIsNeededNowComesBeforeWhatWillBe()
    {
        var decision = CapacityPlanner.Decide(new CapacitySnapshot
        {
            Kinds = [Kind("small", cpu: 2, price: 3)],
            Hosts = [],
            Needs = [Need("a", 0, cpu: 2) with { Tenant = "acme", Later = 2, Class = DemandClass.Critical }, Need("b", 1, cpu: 2) with { Tenant = "acme" }],
            Quotas = [new TenantQuota { Tenant = "acme", CpuMillicores = 4_000 }],
        });

        Assert.Equal(["1 of a that will be needed when it serves", "1 of b"], decision.Purchases.Select(one => one.Reason[(one.Reason.LastIndexOf(": ", StringComparison.Ordinal) + 2)..]).Order(StringComparer.Ordinal));
    }
}
