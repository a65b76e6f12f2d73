using System.Text.Json;
using Krewe.Admin;
using Krewe.Admin.Plans;
using Krewe.Admin.Snapshots;
using Krewe.Errors;
using Krewe.Grains.Fleet;
using Krewe.Grains.Pools.Improving;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Pools.Quotas;

/// <summary>What all models of a tenant may hold together in a pool: never more, and a replica that moves counts once.</summary>
public sealed class TenantQuotasTests
{
    private static PoolOptions Quota(long cpu) => new() { Quotas = [new SnapshotQuota { Tenant = "default", CpuMillicores = cpu }] };

    [Fact]
    public void Place_MoreThanTheQuota_IsRefusedUntilOthersGo() => World.Run(
        async world =>
        {
            await world.StartAsync();
            await world.ServeAsync(Samples.Spec(1));
            await world.Fleet.ApplyAsync(Samples.Spec(1, name: "other"));
            await world.EventuallyAsync(async () => await world.PlacementAsync("other") is { Ready: 1 }, "the other is ready");
            await world.Fleet.ApplyAsync(Samples.Spec(2));
            await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 1, Refusal: not null }, "one of two is placed");
            var refusal = (await world.PlacementAsync())!.Refusal!;
            Assert.Equal(ErrorCodes.NotPlaced, refusal.Code);
            Assert.Equal("KRW3016: tenant default holds 1 cores of the 1.2 cores of its quota, and a replica needs 0.5 cores", Assert.Single(refusal.Reasons));
            Assert.Equal("a quota of 1.5 cores for tenant default would do", refusal.Next);
            await world.Fleet.DeleteAsync(Samples.Spec(name: "other").GetKey());
            await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 2, Refusal: null }, "both are placed");
        },
        pools: Quota(1_200));

    [Fact]
    public void Apply_OneReplicaBeyondTheQuota_IsRefusedAtOnce() => World.Run(
        async world =>
        {
            await world.StartAsync();
            var refused = await Assert.ThrowsAsync<KreweException>(() => world.Fleet.ApplyAsync(Samples.Spec(cpu: 1_300)));
            Assert.Equal(ErrorCodes.NotPlaced, refused.Problem.Code);
            Assert.Contains("can never be placed", refused.Problem.Message, StringComparison.Ordinal);
            Assert.StartsWith("KRW3016", Assert.Single(refused.Problem.Reasons), StringComparison.Ordinal);
        },
        pools: Quota(1_200));

    [Fact]
    public void Place_OtherTenant_HasNoLimit() => World.Run(
        async world =>
        {
            await world.StartAsync();
            await world.Fleet.ApplyAsync(Samples.Spec(3) with { Tenant = "acme" });
            await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Models is [{ Ready: 3 }], "three are ready");
        },
        pools: Quota(500));

    [Fact]
    public void Update_QuotaIsFull_StopsOneFirst() => World.Run(
        async world =>
        {
            await world.StartAsync();
            await world.ServeAsync(Samples.Spec(2));
            await world.Fleet.ApplyAsync(Samples.Spec(2, version: "2"));
            await world.EventuallyAsync(async () => await world.PlacementAsync() is { Ready: 2, Refusal: null } placement && placement.Replicas.All(replica => replica.Version == "2"), "both are new");
        },
        pools: Quota(1_000));

    [Fact]
    public void Drain_QuotaIsFull_MovesAllTheSame() => World.Run(
        async world =>
        {
            await world.StartAsync();
            await world.ServeAsync(Samples.Spec(2));
            await world.StartAsync("h2", Samples.Observation());
            await world.Pool.MaintainAsync(new MaintenanceOrder { Host = "h1", Empty = true });
            await world.EventuallyAsync(
                async () => await world.PlacementAsync() is { Ready: 2, Replicas.Length: 2 } placement && placement.Replicas.All(replica => replica.Lease!.Host == "h2"), "both have moved");
        },
        pools: Quota(1_000));

    [Fact]
    public void Plan_MoreThanTheQuota_SaysWhatThePoolWouldSay() => World.Run(
        async world =>
        {
            await world.StartAsync();
            await world.ServeAsync(Samples.Spec(2));
            var snapshot = new ClusterSnapshot { Version = 1, Silo = "h1", Product = "0", TakenAt = world.Now, Pools = [await world.Pool.GetSnapshotAsync()] };
            snapshot = JsonSerializer.Deserialize<ClusterSnapshot>(JsonSerializer.Serialize(snapshot, KreweJson.Options), KreweJson.Options)!;
            var planned = FleetDryRun.Plan(snapshot, [Samples.Spec(3)]).Models[0];
            var refused = Assert.Single(planned.Replicas, replica => replica.Step == PlannedStep.Refuse);
            await world.Fleet.ApplyAsync(Samples.Spec(3));
            await world.EventuallyAsync(async () => await world.PlacementAsync() is { Refusal: not null }, "the third is refused");
            Assert.Equal((await world.PlacementAsync())!.Refusal!.Reasons.AsEnumerable(), refused.Refusal!.Reasons);
            Assert.Equal(2, planned.Replicas.Count(replica => replica.Step == PlannedStep.Keep));
        },
        pools: Quota(1_400));

    [Fact]
    public void From_QuotaBelowWhatRuns_NothingHasToGo() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(3));
        var snapshot = await world.Pool.GetSnapshotAsync();
        snapshot = snapshot with { Quotas = Quota(700).Quotas };
        var plan = PoolImprovements.Search(snapshot, new PoolOptions(), CancellationToken.None);
        Assert.Equal(1_500, Assert.Single(plan.Pool.Problem.Quotas).CpuMillicores);
        Assert.Equal(3, plan.Wanted.Replicas.Length);
    });
}
