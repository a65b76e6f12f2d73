using System.Text.Json;
using Krewe.Admin;
using Krewe.Admin.Snapshots;
using Krewe.Events;
using Krewe.Grains.Fleet;
using Krewe.Grains.Pools.Improving;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Pools;
using Krewe.Replicas;
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
        Assert.Equal(0.0625, plan.Models[0].Replicas.First(replica => replica.Step == Admin.Plans.PlannedStep.Place).Seconds);
        Assert.Equal(200_000, plan.Pools[0].Improvement.After.Missing);
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
