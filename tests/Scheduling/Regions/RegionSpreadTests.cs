using System.Collections.Immutable;
using Krewe.Scheduling.Regions;

namespace Krewe.Scheduling.Tests.Regions;

public sealed class RegionSpreadTests
{
    private static readonly ReplicaNeed Core = new() { CpuMillicores = 1_000 };

    [Fact]
    public void Away_GoesToTheCheapestThatIsNearEnough()
    {
        var model = Away("m", wanted: 4, allowed: ["far", "dear", "cheap"]) with
        {
            NearMs = 50, LatencyMs = ImmutableSortedDictionary<string, double>.Empty.Add("far", 200).Add("dear", 10).Add("cheap", 40),
        };
        var decision = RegionSpread.Decide([Region("far", 9) with { PricePerCore = 0.5 }, Region("dear", 9) with { PricePerCore = 2 }, Region("cheap", 3) with { PricePerCore = 1 }], [model], []);

        Assert.Equal([("cheap", 3), ("dear", 1)], decision.Copies["m"].Select(pair => (pair.Key, pair.Value)));
        Assert.Empty(decision.Missing);
    }

    [Fact]
    public void Away_NotAllowed_NoCopyWhateverIsFree()
    {
        var decision = RegionSpread.Decide([Region("us", 100)], [Away("m", 2, "ap"), Away("none", 2)], []);
        Assert.Empty(decision.Copies);
        Assert.Equal(2, decision.Missing["m"]);
    }

    [Fact]
    public void Away_TooLittleRoom_ByClass()
    {
        var decision = RegionSpread.Decide([Region("us", 3)], [Away("a-low", 2, "us") with { Rank = 2 }, Away("b-high", 2, "us") with { Rank = 0 }, Away("c-mid", 2, "us") with { Rank = 1 }], []);
        Assert.Equal([("b-high", 2), ("c-mid", 1)], decision.Copies.Select(pair => (pair.Key, pair.Value["us"])));
        Assert.Equal([("a-low", 2), ("c-mid", 1)], decision.Missing.Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData(0, 2)] // more important than the resident, which keeps what is left
    [InlineData(1, 1)] // as important: who is there stays
    [InlineData(2, 1)]
    public void Away_RegionIsFull_OnlyTheLessImportantGiveWay(int rank, int gets)
    {
        var resident = new ResidentModel { Name = "resident", Region = "us", Rank = 1, Wanted = 3, Placed = 3, Need = Core };
        var decision = RegionSpread.Decide([Region("us", 1)], [Away("m", 2, "us") with { Rank = rank }], [resident]);
        Assert.Equal(gets, decision.Copies["m"]["us"]);
        Assert.Equal(rank == 0 ? 2 : -1, decision.Caps.GetValueOrDefault("resident", -1));
    }

    [Fact]
    public void Short_NobodyGivesWayToAModelThatIsServedAtHome()
    {
        var resident = new ResidentModel { Name = "resident", Region = "us", Rank = 2, Wanted = 3, Placed = 3, Need = Core };
        var model = Away("m", 5, "us") with { Away = false, Homeless = 2, Rank = 0 };
        var decision = RegionSpread.Decide([Region("us", 1)], [model], [resident]);
        Assert.Equal(1, decision.Copies["m"]["us"]);
        Assert.Empty(decision.Caps);
    }

    [Fact]
    public void Refused_TheRestIsSoughtInTheNextRegion()
    {
        var model = Away("m", 4, "us", "ap") with { Copies = ImmutableSortedDictionary<string, CopyNow>.Empty.Add("us", new CopyNow(4, 1, true)) };
        var decision = RegionSpread.Decide([Region("us", 0) with { Refusing = true }, Region("ap", 9)], [model], []);
        Assert.Equal([("ap", 3), ("us", 4)], decision.Copies["m"].Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Refused_CopiesOfALowerClassGiveWay()
    {
        var high = Away("high", 2, "us") with { Copies = ImmutableSortedDictionary<string, CopyNow>.Empty.Add("us", new CopyNow(2, 1, true)) };
        var low = Away("low", 2, "us") with { Rank = 2, Copies = ImmutableSortedDictionary<string, CopyNow>.Empty.Add("us", new CopyNow(2, 2, false)) };
        var decision = RegionSpread.Decide([Region("us", 0) with { Refusing = true }], [high, low], []);
        Assert.Equal((2, 1), (decision.Copies["high"]["us"], decision.Copies["low"]["us"]));
    }

    [Fact]
    public void Capped_StaysSoUntilThereIsRoomForAllThatItIsToHave()
    {
        var resident = new ResidentModel { Name = "resident", Region = "us", Rank = 2, Wanted = 4, Placed = 1, Cap = 1, Need = Core };
        var away = Away("m", 0, "us") with { Rank = 0 };
        Assert.Equal(1, RegionSpread.Decide([Region("us", 0)], [away], [resident]).Caps["resident"]);
        Assert.Equal(3, RegionSpread.Decide([Region("us", 2)], [away], [resident]).Caps["resident"]);
        Assert.Empty(RegionSpread.Decide([Region("us", 3)], [away], [resident]).Caps);
        Assert.Empty(RegionSpread.Decide([Region("us", 0)], [], [resident]).Caps); // for nobody
    }

    /// <summary>Sums that say nothing of what is held (devices that are not usable now, a region that refuses) take nothing from anybody.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void Resident_OnDevices_LosesNothingWhileNobodyNeedsItsPlace(bool refusing, int awayWanted)
    {
        var need = Core with { Devices = 1, Classes = ["l4"], ComputeThousandths = 400, DeviceMemoryBytes = 10 };
        var resident = new ResidentModel { Name = "resident", Region = "eu", Rank = 1, Wanted = 2, Placed = 2, Need = need };
        var decision = RegionSpread.Decide([Region("eu", 1) with { Refusing = refusing }, Region("us", 9)], [Away("m", awayWanted, "us")], [resident]);
        Assert.Empty(decision.Caps);
    }

    [Fact]
    public void Moving_NobodyGivesWayAndWhatFindsNoPlaceIsMissing()
    {
        var resident = new ResidentModel { Name = "resident", Region = "us", Rank = 2, Wanted = 3, Placed = 3, Need = Core };
        var model = Away("m", 4, "us") with { Away = false, Moving = true, Gently = true, Rank = 0 };
        foreach (var one in new[] { model, model with { Moving = false, Away = true } })
        {
            var decision = RegionSpread.Decide([Region("us", 3)], [one], [resident]);
            Assert.Equal((3, 1), (decision.Copies["m"]["us"], decision.Missing["m"]));
            Assert.Empty(decision.Caps);
        }
    }

    [Theory]
    [InlineData(0, 4, 4)] // what is there stays until the others are ready
    [InlineData(3, 4, 4)]
    [InlineData(4, 0, 4)]
    public void Copies_InARegionThatIsDrained_StayUntilTheyAreReadyElsewhere(int ready, int here, int there)
    {
        var model = Away("m", 4, "us", "ap") with { Copies = Copies(("us", new CopyNow(4, 4, false, 4)), ("ap", new CopyNow(4, 4, false, ready))) };
        var decision = RegionSpread.Decide([Region("us", 0) with { Drained = true }, Region("ap", 9)], [model], []);
        Assert.Equal((here, there), (decision.Copies["m"].GetValueOrDefault("us"), decision.Copies["m"]["ap"]));
        Assert.Empty(decision.Missing);
    }

    [Fact]
    public void Copies_InARegionThatIsDrained_NoRoomElsewhere_Stay()
    {
        var model = Away("m", 4, "us", "ap") with { Copies = Copies(("us", new CopyNow(4, 4, false, 4))) };
        var decision = RegionSpread.Decide([Region("us", 0) with { Drained = true }, Region("ap", 1)], [model], []);
        Assert.Equal([("ap", 1), ("us", 4)], decision.Copies["m"].Select(pair => (pair.Key, pair.Value)));
        Assert.Empty(decision.Missing);
    }

    [Fact]
    public void Copies_ThatOnlyStandBy_LeaveARegionThatIsDrainedAtOnce()
    {
        var model = Away("m", 4, "us") with { Away = false, Standby = 2, Copies = Copies(("us", new CopyNow(2, 2, false, 2))) };
        Assert.Empty(RegionSpread.Decide([Region("us", 9) with { Drained = true }], [model], []).Copies);
    }

    [Fact]
    public void Prefer_AnotherRegionThanTheOneThatHasThem_FirstReadyThereThenGoneHere()
    {
        var model = Away("m", 2, "us", "ap") with { Gently = true, Prefer = "ap", Copies = Copies(("us", new CopyNow(2, 2, false, 2))) };
        var regions = new[] { Region("us", 9), Region("ap", 9) };
        var first = RegionSpread.Decide(regions, [model], []);
        Assert.Equal([("ap", 2), ("us", 2)], first.Copies["m"].Select(pair => (pair.Key, pair.Value)));
        var then = RegionSpread.Decide(regions, [model with { Copies = model.Copies.Add("ap", new CopyNow(2, 2, false, 2)) }], []);
        Assert.Equal([("ap", 2)], then.Copies["m"].Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Homing_CopiesStayAsTheyAre_AlsoWhereTheyMayGrowNoMore()
    {
        var model = Away("m", 2, "us", "ap") with { Homing = true, Copies = Copies(("us", new CopyNow(2, 2, false, 2))) };
        var decision = RegionSpread.Decide([Region("us", 0) with { Drained = true }, Region("ap", 9)], [model], []);
        Assert.Equal([("us", 2)], decision.Copies["m"].Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void NothingIsFree_MachinesCanBeAdded_AskedForWhereTheyCan()
    {
        var model = Away("m", 5, "us", "ap", "sa") with { MayBuy = true };
        var decision = RegionSpread.Decide([Region("us", 0), Region("ap", 1), Region("sa", 0) with { Machines = [Machines(2)] }], [model], []);
        Assert.Equal([("ap", 1), ("sa", 4)], decision.Copies["m"].Select(pair => (pair.Key, pair.Value)));
        Assert.Empty(decision.Missing);

        // It waits for them there, and is asked for nowhere else.
        model = model with { Copies = Copies(("ap", new CopyNow(1, 1, false, 1)), ("sa", new CopyNow(4, 0, true))) };
        var waiting = RegionSpread.Decide([Region("us", 0) with { Machines = [Machines(9)] }, Region("ap", 0), Region("sa", 0) with { Refusing = true, Machines = [Machines(2)] }], [model with { Allowed = ["sa", "us", "ap"] }], []);
        Assert.Equal(decision.Copies["m"], waiting.Copies["m"]);

        // What finds room meanwhile is not bought any more.
        var found = RegionSpread.Decide([Region("us", 3), Region("ap", 0), Region("sa", 0) with { Refusing = true, Machines = [Machines(2)] }], [model], []);
        Assert.Equal([("ap", 1), ("sa", 1), ("us", 3)], found.Copies["m"].Select(pair => (pair.Key, pair.Value)));

        // None can be had after all: it lacks a place.
        Assert.Equal(4, RegionSpread.Decide([Region("us", 0), Region("ap", 0), Region("sa", 0) with { Refusing = true }], [model], []).Missing["m"]);
    }

    [Theory]
    [InlineData(0, 0, 1, "p", 2)] // machines that not all of such a model may be on
    [InlineData(2, 2, 1, "p", 0)]
    [InlineData(2, 1, 1, "p", 0)]
    [InlineData(2, 0, 0, "p", 2)] // none is left
    [InlineData(2, 0, 1, "other", 2)] // they join another pool
    public void NothingIsFree_MachinesThatWouldNotDo_AreNotAskedFor(int rank, int leastRank, int machines, string pool, int missing)
    {
        leastRank = rank == 0 ? 2 : leastRank;
        var decision = RegionSpread.Decide(
            [Region("us", 0) with { Machines = [Machines(machines) with { LeastRank = leastRank, Pool = pool }] }], [Away("m", 2, "us") with { MayBuy = true, Rank = rank, Pool = "p" }], []);
        Assert.Equal(missing, decision.Missing.GetValueOrDefault("m"));
        Assert.Equal(2 - missing, decision.Copies.GetValueOrDefault("m")?["us"] ?? 0);
    }

    [Fact]
    public void NothingIsFree_TwoModels_EachMachineIsForOne()
    {
        var decision = RegionSpread.Decide(
            [Region("us", 0) with { Machines = [Machines(1)] }], [Away("high", 1, "us") with { MayBuy = true }, Away("low", 1, "us") with { MayBuy = true, Rank = 2 }], []);
        Assert.Equal(["high"], decision.Copies.Keys);
        Assert.Equal(1, decision.Missing["low"]);
    }

    /// <summary>Machines are added at home for what has no place there; for what stands by elsewhere, there.</summary>
    [Fact]
    public void Homeless_BuysNothingElsewhere_StandbyDoes()
    {
        var model = Away("m", 4, "us") with { Away = false, MayBuy = true, Homeless = 2, Standby = 1 };
        var decision = RegionSpread.Decide([Region("us", 0) with { Machines = [Machines(9)] }], [model], []);
        Assert.Equal((1, 2), (decision.Copies["m"]["us"], decision.Missing["m"]));
    }

    [Fact]
    public void Leaving_ADrainedRegion_MachinesAreAddedInAnother()
    {
        var model = Away("m", 2, "us", "ap") with { MayBuy = true, Copies = Copies(("us", new CopyNow(2, 2, false, 2))) };
        var decision = RegionSpread.Decide([Region("us", 0) with { Drained = true, Machines = [Machines(9)] }, Region("ap", 0) with { Machines = [Machines(1)] }], [model], []);
        Assert.Equal([("ap", 2), ("us", 2)], decision.Copies["m"].Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void FollowsDemand_BeginsWithMachines_AndThenAsksItself()
    {
        var model = Away("m", 3, "us", "ap") with { MayBuy = true, FollowsDemand = true };
        ImmutableArray<RegionPlace> regions = [Region("us", 0), Region("ap", 0) with { Machines = [Machines(9)] }];
        Assert.Equal([("ap", 3)], RegionSpread.Decide(regions, [model], []).Copies["m"].Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([("ap", 0)], RegionSpread.Decide(regions, [model with { Copies = Copies(("ap", new CopyNow(0, 0, false))) }], []).Copies["m"].Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData(1, 500, 8)] // two share each of four accelerators
    [InlineData(2, 1_000, 2)]
    [InlineData(8, 1_000, 0)]
    public void BuyableMachines_Holds_CountsAccelerators(int devices, int thousandths, int expected)
    {
        var machine = new BuyableMachines { Machines = 1, CpuMillicores = 64_000, Devices = 4, DeviceClass = "h100", DeviceMemoryBytes = 80 };
        var need = new ReplicaNeed { CpuMillicores = 1_000, Devices = devices, ComputeThousandths = thousandths, DeviceMemoryBytes = 10 };
        Assert.Equal(expected, machine.Holds(need));
        Assert.Equal(0, machine.Holds(need with { Classes = ["a100"] }));
        Assert.Equal(1, machine.Holds(need with { Devices = 0, CpuMillicores = 64_000 }));
    }

    /// <summary>Whatever comes: nothing beyond the room, nothing where it may not be, none below what a lower class gets, and the same again once it is done.</summary>
    [Fact]
    public void Decide_RandomFleets_KeepsItsPromises()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            string[] names = ["r0", "r1", "r2"];
            var buys = seed % 2 == 1;
            var regions = names.Select(name => Region(name, random.Next(0, 12)) with
            {
                PricePerCore = random.Next(3), Machines = buys ? [Machines(random.Next(4)) with { CpuMillicores = 1_000 }] : [],
            }).ToList();
            var models = Enumerable.Range(0, random.Next(1, 8)).Select(at => Away($"m{at}", random.Next(0, 6), [.. names.Where(_ => random.Next(2) == 0)]) with
            {
                Rank = random.Next(3), Away = random.Next(3) > 0, Standby = random.Next(3), FollowsDemand = random.Next(4) == 0, Gently = random.Next(4) == 0, MayBuy = buys,
            }).Select(model => model with { Moving = !model.Away && model.Gently, Prefer = model is { Gently: true, Allowed: [.., var last] } ? last : null }).ToList();
            var residents = Enumerable.Range(0, random.Next(4)).Select(at => new ResidentModel
            {
                Name = $"h{at}", Region = names[random.Next(3)], Rank = random.Next(3), Wanted = 3, Placed = random.Next(4), Need = Core,
            }).ToList();

            var first = RegionSpread.Decide(regions, models, residents);
            foreach (var region in regions)
            {
                var gets = first.Copies.Values.Sum(copies => copies.GetValueOrDefault(region.Name));
                var stays = residents.Where(one => one.Region == region.Name).Sum(one => Math.Min(one.Placed, first.Caps.GetValueOrDefault(one.Name, int.MaxValue)));
                var room = (region.FreeCpuMillicores / 1_000) + region.Machines.Sum(one => one.Machines) + residents.Where(one => one.Region == region.Name).Sum(one => one.Placed);
                Assert.True(gets + stays <= room, $"seed {seed}: {gets} and {stays} in {region.Name}, which has {room}");
            }

            foreach (var model in models)
            {
                var copies = first.Copies.GetValueOrDefault(model.Name);
                Assert.True(copies is null || copies.Keys.All(region => model.Allowed.Contains(region)), $"seed {seed}: {model.Name} where it may not be");

                Assert.True((copies?.Values.Sum() ?? 0) <= RegionSpread.Target(model), $"seed {seed}: {model.Name} has more than it is to have");
                if (first.Missing.ContainsKey(model.Name) && model is { Away: true, Gently: false })
                {
                    Assert.DoesNotContain(first.Copies, pair => models.Single(one => one.Name == pair.Key) is var other && other.Rank > model.Rank
                        && pair.Value.Any(copy => copy.Value > 0 && model.Allowed.Contains(copy.Key)));
                }
            }

            // Done as decided, it is decided again.
            var done = models.Select(model => model with
            {
                Copies = first.Copies.GetValueOrDefault(model.Name)?.ToImmutableSortedDictionary(pair => pair.Key, pair => new CopyNow(pair.Value, pair.Value, false, pair.Value)) ?? model.Copies,
            }).ToList();
            var left = regions.Select(region => region with
            {
                Machines = [],
                FreeCpuMillicores = Math.Max(0, region.FreeCpuMillicores
                    + residents.Where(one => one.Region == region.Name).Sum(one => 1_000L * Math.Max(0, one.Placed - first.Caps.GetValueOrDefault(one.Name, int.MaxValue)))
                    - (1_000L * first.Copies.Values.Sum(copies => copies.GetValueOrDefault(region.Name)))), // what is beyond came with machines
            }).ToList();
            var settled = residents.Select(one => first.Caps.TryGetValue(one.Name, out var cap) ? one with { Placed = Math.Min(one.Placed, cap), Cap = cap } : one).ToList();
            var again = RegionSpread.Decide(left, done, settled);
            Assert.True(
                first.Copies.Keys.All(name => again.Copies.TryGetValue(name, out var copies) && copies.SequenceEqual(first.Copies[name])) && again.Copies.Count == first.Copies.Count,
                $"seed {seed}: it does not stay as decided");
        }
    }

    /// <summary>Machines of two cores.</summary>
    private static BuyableMachines Machines(int machines) => new() { Machines = machines, CpuMillicores = 2_000 };

    private static SpreadableModel Away(string name, int wanted, params ImmutableArray<string> allowed) => new() { Name = name, Away = true, Wanted = wanted, Allowed = allowed, Need = Core };

    private static ImmutableSortedDictionary<string, CopyNow> Copies(params ReadOnlySpan<(string Region, CopyNow Copy)> copies)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, CopyNow>(StringComparer.Ordinal);
        foreach (var (region, copy) in copies)
        {
            all[region] = copy;
        }

        return all.ToImmutable();
    }

    private static RegionPlace Region(string name, int cores) => new() { Name = name, FreeCpuMillicores = cores * 1_000L, FreeMemoryBytes = 1 };
}
