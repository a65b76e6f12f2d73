using System.Text.Json;
using Krewe.Admin;
using Krewe.Admin.Snapshots;
using Krewe.Events;
using Krewe.Grains.Fleet;
using Krewe.Grains.Pools.Improving;
using Krewe.Grains.Pools.Planning;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Migrations;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Pools.Improving;

/// <summary>A pool looks whether all of it would be better another way, and says what and why.</summary>
public sealed class PoolImprovementTests
{
    /// <summary>Two devices, each with a share in use that would fit beside the other's.</summary>
    private static async Task InPiecesAsync(World world)
    {
        world.Machine = Samples.Observation(8_000, 4_096 * Samples.MiB, "g0", "g1");
        await world.StartAsync();
        foreach (var (name, share) in ((string, int)[])[("first", 600), ("second", 600), ("digits", 400)])
        {
            await ApplyAsync(world, Share(name, share));
        }

        var beside = (await world.PlacementAsync())!.Replicas[0].Lease!.Devices[0];
        var neighbour = (await world.PlacementAsync("first"))!.Replicas[0].Lease!.Devices[0] == beside ? "first" : "second";
        await world.Fleet.DeleteAsync(Share(neighbour, 600).GetKey());
        await world.EventuallyAsync(async () => await world.PlacementAsync(neighbour) is null, "the neighbour has gone");
    }

    [Fact]
    public void Improve_DevicesInPieces_FindsTheMoveAndSaysWhy() => World.Run(async world =>
    {
        await InPiecesAsync(world);
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Improvement is { Worthwhile: true }, "a better plan was found");

        var found = (await world.Pool.GetAsync()).Improvement!;
        var move = Assert.Single(found.Moves);
        Assert.NotEqual(move.FromDevices[0], move.ToDevices[0]);
        Assert.Equal(200, found.Before.Fragmentation);
        Assert.Equal(100, found.After.Fragmentation);
        Assert.Contains(move.Reasons, reason => reason.StartsWith("fewer devices in pieces", StringComparison.Ordinal));
        Assert.Contains("devices in pieces +100", found.Verdict, StringComparison.Ordinal);
        var told = Assert.Single(world.Events(EventKinds.PlanBetter), one => one.Model is null);
        Assert.Contains(told.Reasons, reason => reason.Contains(move.Replica.ToString()!, StringComparison.Ordinal));
        var explained = await world.Pool.ExplainAsync(move.Model);
        Assert.Equal(found, explained!.Improvement);

        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations is [{ Ended: true }], "the move is made");
        var made = (await world.Pool.GetAsync()).Migrations[0];
        Assert.Equal((MigrationCause.Defragmentation, MigrationStatus.Done), (made.Cause, made.Status));
        var models = (await world.Pool.GetAsync()).Models;
        Assert.Single(models.SelectMany(model => model.Replicas).SelectMany(replica => replica.Lease!.Devices).Distinct());
        Assert.All(models, model => Assert.Equal((1, 1), (model.Ready, model.Replicas.Length)));
        await world.CheckAsync();
    });

    [Fact]
    public void Improve_MoveIsTakenBack_IsNotTriedAgainAtOnce() => World.Run(async world =>
    {
        await InPiecesAsync(world);
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations is [{ Ended: false }], "the move is begun");
        await world.Pool.TakeBackAsync((await world.Pool.GetAsync()).Migrations[0].Id);
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations is [{ Status: MigrationStatus.RolledBack }], "it is taken back");
        await world.Delay(120);
        Assert.Single((await world.Pool.GetAsync()).Migrations);
        await world.Delay(240);
        Assert.Equal(MigrationStatus.Done, (await world.Pool.GetAsync()).Migrations[^1].Status);
    });

    [Fact]
    public void Improve_NothingChanges_LooksOnce() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(2));
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Improvement is not null, "it has looked");
        var first = (await world.Pool.GetAsync()).Improvement!;
        Assert.False(first.Worthwhile);
        Assert.Equal("nothing would be better elsewhere", first.Verdict);
        await world.Delay(60);
        Assert.Equal(first.At, (await world.Pool.GetAsync()).Improvement!.At);
        Assert.Empty(world.Events(EventKinds.PlanBetter));
    });

    [Fact]
    public void Improve_ToldNot_DoesNotLook() => World.Run(
        async world =>
        {
            await InPiecesAsync(world);
            await world.Delay(60);
            Assert.Null((await world.Pool.GetAsync()).Improvement);
        },
        pools: new PoolOptions { Rebalances = false });

    [Fact]
    public void Improve_LessThanItHasToSave_IsNotWorthIt() => World.Run(
        async world =>
        {
            await InPiecesAsync(world);
            await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Improvement is { Moves.Length: 1 }, "it has looked");
            var found = (await world.Pool.GetAsync()).Improvement!;
            Assert.False(found.Worthwhile);
            Assert.Contains("less than the 1000", found.Verdict, StringComparison.Ordinal);
            Assert.Empty(world.Events(EventKinds.PlanBetter));
        },
        pools: new PoolOptions { LeastGain = 1_000 });

    /// <summary>Whichever of the two small ones stands where: one of them moves, and the large one has a device.</summary>
    [Theory]
    [InlineData("private", "small")]
    [InlineData("small", "private")]
    public void Improve_RoomInPiecesOnTwoHosts_IsPutTogetherForWhatHasNone(string first, string second) => World.Run(async world =>
    {
        await world.StartAsync("h1", Samples.Observation(4_000, 4_096 * Samples.MiB, "g1"));
        await world.StartAsync("h2", Samples.Observation(4_000, 4_096 * Samples.MiB, "g2"));
        await ApplyAsync(world, Share("digits", 300) with { Replicas = 2, Class = ServiceClass.Critical });
        var shares = new Dictionary<string, ModelSpec> { ["private"] = Share("private", 200), ["small"] = Share("small", 100) with { Class = ServiceClass.Batch } };
        await ApplyAsync(world, shares[first]);
        await ApplyAsync(world, shares[second]);
        if ((await world.PlacementAsync(first))!.Replicas[0].Lease!.Host == (await world.PlacementAsync(second))!.Replicas[0].Lease!.Host)
        {
            await world.Pool.MigrateAsync(new MigrationOrder { Replica = Samples.Replica(0, second) });
            await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations is [.., { Ended: true }], "one of them is on the other host");
        }

        await world.Fleet.ApplyAsync(Share("large", 700));
        await world.EventuallyAsync(async () => (await world.PlacementAsync("large"))!.Ready == 1, "the large one serves", 60);
    });

    /// <summary>On a busy machine a search is cut short before it has found anything: it is made again, for longer, and not for ever.</summary>
    [Theory]
    [InlineData(4, true)]
    [InlineData(8, false)]
    public void Improve_SearchIsCutShort_IsMadeAgainForLonger(int needs, bool finds)
    {
        var searcher = new SearcherAtOnce { Needs = needs };
        World.Run(
            async world =>
            {
                await InPiecesAsync(world);
                await world.Delay(120);
                Assert.Equal(finds, (await world.Pool.GetAsync()).Migrations is [{ Cause: MigrationCause.Defragmentation, Status: MigrationStatus.Done }]);
                Assert.Equal([1, 2, 4], searcher.Searches.Distinct());
                var searches = searcher.Searches.Count;
                await world.Delay(60);
                Assert.Equal(searches, searcher.Searches.Count);
            },
            searcher: searcher);
    }

    [Fact]
    public void Improve_SecondHostJoins_SpreadsWhatIsTogether() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(2));
        await world.StartAsync("h2", Samples.Observation());
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Improvement is { Worthwhile: true }, "a better plan was found");
        Assert.Equal("h2", Assert.Single((await world.Pool.GetAsync()).Improvement!.Moves).To);
        await world.EventuallyAsync(
            async () => (await world.PlacementAsync())!.Replicas.Where(replica => replica.Phase == ReplicaPhase.Ready).Select(replica => replica.Lease!.Host).Distinct().Count() == 2,
            "one on each host");
    });

    [Fact]
    public void Improve_RoomOnAHostThatIsPaidAnyway_SavesTheOneByUse() => World.Run(async world =>
    {
        world.Machine = Samples.Observation() with { Cost = new MachineCost(PurchaseType.OnDemand, 3.5, 0) };
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(1));
        await world.StartAsync("h2", Samples.Observation() with { Cost = new MachineCost(PurchaseType.Reserved, 9, 0) });
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Improvement is { Worthwhile: true }, "a better plan was found");
        var found = (await world.Pool.GetAsync()).Improvement!;
        Assert.Equal((3_500, 0), (found.Before.Money, found.After.Money));
        Assert.Equal("h2", Assert.Single(found.Moves).To);
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations is [{ Cause: MigrationCause.Price, Status: MigrationStatus.Done }], "it has moved, for the price");
    });

    [Fact]
    public void From_HostThatAnotherPoolUses_IsPaidWhateverThePlan() => World.Run(async world =>
    {
        world.Machine = Samples.Observation() with { Cost = new MachineCost(PurchaseType.Spot, 3.5, 0.25) };
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(1));
        var snapshot = await world.Pool.GetSnapshotAsync();
        Assert.Equal(3.5, PoolProblems.From(snapshot, new ObjectiveWeights()).Problem.Hosts[0].Price.PerHour);
        var host = snapshot.Hosts[0];
        var stranger = host.Leases[0] with { Replica = Samples.Replica(0, "stranger"), Epoch = 99, Pool = "other" };
        var price = PoolProblems.From(snapshot with { Hosts = [host with { Leases = host.Leases.Add(stranger) }] }, new ObjectiveWeights()).Problem.Hosts[0].Price;
        Assert.Equal((PriceTerms.Spot, 0, 0.25), (price.Terms, price.PerHour, price.InterruptionsPerHour));
    });

    [Fact]
    public void Improve_TwoHostsAndRoomForOneMoreOnOneOnly_StaysTogether() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.StartAsync("h2", Samples.Observation());
        await world.ServeAsync(Samples.Spec(1, name: "digits", cpu: 2_000));
        var full = (await world.PlacementAsync())!.Replicas[0].Lease!.Host;
        await ApplyAsync(world, Samples.Spec(2, name: "pair", cpu: 1_000));
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Improvement is not null, "it has looked");
        await world.Delay(30);
        var found = (await world.Pool.GetAsync()).Improvement!;
        Assert.True(found.Moves.IsEmpty, string.Join("; ", found.Moves));
        Assert.All((await world.PlacementAsync("pair"))!.Replicas, replica => Assert.NotEqual(full, replica.Lease!.Host));
    });

    [Fact]
    public void Plan_NoSpecs_TellsAllPoolsAndWhatConstraintsCost() => World.Run(async world =>
    {
        await InPiecesAsync(world);
        var snapshot = new ClusterSnapshot { Version = 1, Silo = "h1", Product = "0", TakenAt = world.Now, Pools = [await world.Pool.GetSnapshotAsync()] };
        var plan = FleetDryRun.Plan(snapshot, []);
        var pool = Assert.Single(plan.Pools);
        Assert.True(pool.Improvement.Worthwhile, pool.Improvement.Verdict);
        Assert.Equal(2, pool.Improvement.Steps.Length);

        var document = JsonSerializer.Serialize(snapshot, KreweJson.Options);
        var again = FleetDryRun.Plan(JsonSerializer.Deserialize<ClusterSnapshot>(document, KreweJson.Options)!, []);
        Assert.Equal(JsonSerializer.Serialize(plan, KreweJson.Options), JsonSerializer.Serialize(again, KreweJson.Options));
    });

    [Fact]
    public void Plan_MoreReplicas_PoolIsPricedAsItWouldBe() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(2));
        var snapshot = new ClusterSnapshot { Version = 1, Silo = "h1", Product = "0", TakenAt = world.Now, Pools = [await world.Pool.GetSnapshotAsync()] };
        var plan = FleetDryRun.Plan(snapshot, [Samples.Spec(6)]);
        Assert.Equal(2, plan.Models[0].Replicas.Count(replica => replica.Refusal is not null));
        var measured = snapshot.Pools[0].Models[0].StartupSeconds;
        Assert.NotNull(measured);
        Assert.Equal(measured, plan.Models[0].Replicas.First(replica => replica.Step == Admin.Plans.PlannedStep.Place).Seconds);
        var other = FleetDryRun.Plan(snapshot, [Samples.Spec(1, name: "other")]);
        Assert.Equal(0.0625, other.Models[0].Replicas.First(replica => replica.Step == Admin.Plans.PlannedStep.Place).Seconds); // 64 MiB at 1 GiB/s: nothing is measured yet
        Assert.Equal(200_000, plan.Pools[0].Improvement.After.Missing);
    });

    [Fact]
    public void Improve_RecordedPlan_IsMadeAgainBitByBit() => World.Run(async world =>
    {
        await InPiecesAsync(world);
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Improvement is { Worthwhile: true }, "a better plan was found");
        var snapshot = new ClusterSnapshot { Version = 1, Silo = "h1", Product = "0", TakenAt = world.Now, Pools = [await world.Pool.GetSnapshotAsync()] };
        var read = JsonSerializer.Deserialize<ClusterSnapshot>(JsonSerializer.Serialize(snapshot, KreweJson.Options), KreweJson.Options)!;
        var plan = read.Pools[0].Plan!;
        Assert.Null(plan.Given.Plan);
        Assert.NotEmpty(plan.Found.Efforts);
        Assert.Equal(JsonSerializer.Serialize((await world.Pool.GetAsync()).Improvement, KreweJson.Options), JsonSerializer.Serialize(PoolDryRun.Replay(plan), KreweJson.Options));
    });

    [Fact]
    public void From_DemandSaysMoreThanTheSpec_AsManyAreWanted() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(1) with { Scaling = new ScalingSpec { Min = 1, Max = 4 } });
        await world.Pool.OverrideAsync(Samples.Digits, 3, TimeSpan.FromHours(1));
        await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 3 }, "three are ready");
        var snapshot = await world.Pool.GetSnapshotAsync();
        var problem = PoolProblems.From(snapshot, new ObjectiveWeights()).Problem;
        Assert.Equal((3.0, 3), (problem.Models[0].Regions[0].Demand, problem.Models[0].Regions[0].MinReplicas));
        Assert.Equal(3, PoolImprovements.Search(snapshot, new PoolOptions(), CancellationToken.None).Wanted.Replicas.Length);
        var played = new PoolDryRun(snapshot);
        Assert.Equal(3, played.Run().Length);
        Assert.Equal(0, played.Improve().After.Missing);
    });

    [Fact]
    public void From_StartsWereMeasured_MovesCostWhatTheyTook() => World.Run(async world =>
    {
        await InPiecesAsync(world);
        var snapshot = await world.Pool.GetSnapshotAsync();
        snapshot = snapshot with { Models = [.. snapshot.Models.Select(model => model with { StartupSeconds = 90 })] };
        var plan = PoolImprovements.Search(snapshot, new PoolOptions(), CancellationToken.None);
        var told = PoolImprovements.Explain(plan, new PoolOptions(), world.Now, 1, prices: false);
        Assert.Equal(90, Assert.Single(told.Moves).Seconds);
        Assert.Equal(90, told.After.Disturbance);
        Assert.False(told.Worthwhile); // 100 for a device in pieces, less than 50 beyond its 90 s
    });

    private static ModelSpec Share(string name, int thousandths) => Samples.Spec(1, name: name) with
    {
        Resources = new ResourceSpec { CpuMillicores = 100, MemoryBytes = 64 * Samples.MiB, Devices = new DeviceDemand { Count = 1, ComputeThousandths = thousandths } },
    };

    private static async Task ApplyAsync(World world, ModelSpec spec)
    {
        await world.Fleet.ApplyAsync(spec);
        await world.EventuallyAsync(async () => await world.PlacementAsync(spec.Name) is { } placement && placement.Ready == spec.Replicas, $"{spec.Name} is ready");
    }
}
