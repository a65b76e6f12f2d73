using Krewe.Grains.Pools.Improving;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Scheduling.Placement.Plans;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Grains.Tests.Pools.Improving;

/// <summary>A plan becomes a migration: each start takes the place of a stop, also that of a stand-in.</summary>
public sealed class PoolMigrationsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Steps_TwoWantEachOthersPlace_OneGoesThroughFreeRoom()
    {
        var steps = Steps([Of("x", "a", "t/x@local/0"), Of("y", "b", "t/y@local/0")], [Of("x", "b"), Of("y", "a")]);

        Assert.Equal(6, steps.Length);
        Assert.All(steps, step => Assert.All(step.After, before => Assert.InRange(before, 0, step.Index - 1)));
        Assert.All(steps.Where(step => step.Kind == MigrationStepKind.Start), start =>
        {
            var stop = steps[start.Replaces!.Value];
            Assert.Equal((MigrationStepKind.Stop, start.Replica.Model), (stop.Kind, stop.Replica.Model));
            Assert.NotEqual(start.Replica, stop.Replica);
            Assert.Contains(start.Index, stop.After);
        });
        var replaced = steps.Where(step => step.Replaces is not null).Select(step => step.Replaces!.Value).ToList();
        Assert.Equal(steps.Where(step => step.Kind == MigrationStepKind.Stop).Select(step => step.Index), replaced.Order());
        Assert.Equal(3, steps.Where(step => step.Kind == MigrationStepKind.Start).Select(step => step.Replica).Distinct().Count());
    }

    [Fact]
    public void Steps_OneMoreIsAskedFor_IsLeftToThePool()
    {
        var steps = Steps([Of("x", "a", "t/x@local/0")], [Of("x", "b"), Of("y", "a")]);

        Assert.Equal([(MigrationStepKind.Start, "b"), (MigrationStepKind.Stop, "a")], steps.Select(step => (step.Kind, step.Host)));
        Assert.All(steps, step => Assert.Equal("x", step.Replica.Model.Model));
    }

    private static MigrationStep[] Steps(FleetReplica[] running, FleetReplica[] wanted)
    {
        var problem = new FleetProblem
        {
            Hosts = [.. ((string[])["a", "b", "c"]).Select(name => new FleetHost { Name = name, Region = "local", CpuMillicores = 1_000, MemoryBytes = 1 })],
            Models = [.. ((string[])["t/x@local", "t/y@local"]).Select(name => new FleetModel { Name = name, Shapes = [new ModelShape { CpuMillicores = 1_000 }], Regions = [new RegionDemand { Demand = 1, MinReplicas = 1 }] })],
            Running = [.. running],
        };
        var number = 1;
        return [.. PoolMigrations.Steps(FleetPlanner.Build(problem, [.. wanted]), (model, _) => new ReplicaId(model, number++), Now)];
    }

    private static FleetReplica Of(string model, string host, string id = "") => new($"t/{model}@local", "", 0, host, [], id);
}
