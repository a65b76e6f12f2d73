using System.Text.Json;
using Krewe.Admin;
using Krewe.Admin.Plans;
using Krewe.Admin.Snapshots;
using Krewe.Grains.Fleet;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Pools.Planning;

/// <summary>A dry run says what then happens, and does nothing.</summary>
public sealed class PoolDryRunTests
{
    public static TheoryData<string, ModelSpec[]> Specs => new()
    {
        { "more replicas", [Samples.Spec(3)] },
        { "fewer replicas", [Samples.Spec(1)] },
        { "a new version, with room for both", [Samples.Spec(2, version: "2")] },
        { "a new version that is too large for both", [Samples.Spec(2, version: "2", cpu: 1_600)] },
        { "more than there is room for", [Samples.Spec(9)] },
        { "two models, one after the other", [Samples.Spec(1, name: "other", cpu: 1_500), Samples.Spec(1, name: "third", cpu: 1_500)] },
        { "nothing new", [Samples.Spec(2)] },
    };

    [Theory]
    [MemberData(nameof(Specs))]
    public void Plan_ThenApplied_IsWhatHappens(string name, ModelSpec[] specs) => World.Run(async world =>
    {
        await world.StartAsync();
        await world.StartAsync("h2", Samples.Observation());
        await world.ServeAsync(Samples.Spec(2));
        await world.Delay(3);
        var snapshot = await SnapshotAsync(world);
        var plan = FleetDryRun.Plan(snapshot, specs);
        Assert.Equal(snapshot.Pools[0].LastEpoch, (await SnapshotAsync(world)).Pools[0].LastEpoch); // nothing was done

        foreach (var (spec, planned) in specs.Zip(plan.Models))
        {
            Assert.Equal((name, planned.Change), (name, (await world.Fleet.ApplyAsync(spec)).Change));
            await world.Delay(60);
            var there = (await world.PlacementAsync(spec.Name))!.Replicas.Select(replica => (replica.Id, replica.Lease!.Host)).Order();
            var expected = planned.Replicas.Where(replica => replica.Step is PlannedStep.Keep or PlannedStep.Place).Select(replica => (replica.Replica, replica.Host!)).Order();
            Assert.True(expected.SequenceEqual(there), $"{name}: planned {string.Join(", ", expected)}; then {string.Join(", ", there)}");
            var refused = planned.Replicas.Any(replica => replica.Step == PlannedStep.Refuse);
            Assert.Equal(refused, (await world.PlacementAsync(spec.Name))!.Refusal is not null);
        }
    });

    [Fact]
    public void Plan_OnTheDocument_IsTheSameTextBitByBit() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0", "g1"]);
        await world.StartAsync();
        await world.StartAsync("h2", Samples.Observation());
        await world.ServeAsync(Samples.Spec(3));
        await world.Pool.MaintainAsync(new MaintenanceOrder { Host = "h1", Empty = true, Force = true });
        var snapshot = await SnapshotAsync(world);
        var document = JsonSerializer.Serialize(snapshot, KreweJson.Options);
        ModelSpec[] specs = [Samples.Spec(4, version: "2"), Samples.Spec(2, name: "other", cpu: 700)];

        var first = JsonSerializer.Serialize(FleetDryRun.Plan(snapshot, specs), KreweJson.Options);
        var again = JsonSerializer.Serialize(FleetDryRun.Plan(JsonSerializer.Deserialize<ClusterSnapshot>(document, KreweJson.Options)!, specs), KreweJson.Options);
        Assert.Equal(first, again);
        Assert.Equal(document, JsonSerializer.Serialize(JsonSerializer.Deserialize<ClusterSnapshot>(document, KreweJson.Options), KreweJson.Options));
    });

    [Fact]
    public void Plan_IntoAnotherPool_LeavesTheOldOne() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.StartAsync("h2", Samples.Observation() with { Pool = "gpu" });
        await world.ServeAsync(Samples.Spec(2, cpu: 900));
        var pools = new[] { await world.Pool.GetSnapshotAsync(), await world.PoolOf("gpu").GetSnapshotAsync() };
        var plan = FleetDryRun.Plan(Snapshot(world, pools), [Samples.Spec(2, cpu: 900) with { Pool = "gpu" }, Samples.Spec(2, name: "other", cpu: 900)]);

        Assert.Equal([AssignChange.Created, AssignChange.Created], plan.Models.Select(model => model.Change));
        Assert.Equal("pool", Assert.Single(plan.Models[0].Differences).Path);
        Assert.All(plan.Models[0].Replicas, replica => Assert.Equal("h2", replica.Host));
        Assert.All(plan.Models[1].Replicas, replica => Assert.Equal((PlannedStep.Place, "h1"), (replica.Step, replica.Host))); // the room that the first one left
    });

    private static async Task<ClusterSnapshot> SnapshotAsync(World world) => Snapshot(world, await world.Pool.GetSnapshotAsync());

    private static ClusterSnapshot Snapshot(World world, params PoolSnapshot[] pools) =>
        new() { Version = 1, TakenAt = world.Now, Silo = "h1", Product = "test", Pools = [.. pools] };
}
