using System.Collections.Immutable;
using Krewe.Grains.Pools.Improving;
using Krewe.Grains.Tests.Support;
using Krewe.Machines;
using Krewe.Models;
using Krewe.Pools;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Pools.Improving;

/// <summary>What executions take by class of device counts in a plan for the whole pool.</summary>
public sealed class ShapeSpeedsTests
{
    private static readonly ImmutableArray<ModelShape> Shapes = [new() { DeviceClass = "fast" }, new() { DeviceClass = "slow" }, new() { DeviceClass = "new" }];

    [Fact]
    public void Known_MeasuredClasses_AreInProportionAndOthersAsTheSlowest()
    {
        var speeds = ShapeSpeeds.Known(Shapes, Model(Profile("fast", 10), Profile("slow", 30), Profile("new", 1) with { Version = "0" }));
        Assert.Equal([1, 0.333, 0.333], speeds.Select(shape => shape.Throughput));
        Assert.Equal([10, 30, 30], speeds.Select(shape => shape.LatencyMilliseconds));
        Assert.Equal(Shapes, ShapeSpeeds.Known(Shapes, Model()));
    }

    [Theory]
    [InlineData(1, 1.0, 0)]
    [InlineData(2, 1.333, 0)]
    [InlineData(2, 1.333, 1, 0)]
    [InlineData(1, 1.0, 1, 0)]
    [InlineData(0, 0.0, 0)]
    [InlineData(2, 0.666)]
    public void Demand_WhatRuns_GoesOnAsFastAsItIs(int wanted, double expected, params int[] running) =>
        Assert.Equal(expected, ShapeSpeeds.Demand(ShapeSpeeds.Known(Shapes, Model(Profile("fast", 10), Profile("slow", 30))), running, wanted), 6);

    [Theory]
    [InlineData(20, 20)]
    [InlineData(5, 0)]
    public void ObjectiveMilliseconds_SomeShapeKeepsIt_Counts(int objective, int expected)
    {
        var model = Model(Profile("fast", 10), Profile("slow", 30));
        model = model with { Spec = model.Spec with { Scaling = new ScalingSpec { Objective = TimeSpan.FromMilliseconds(objective) } } };
        Assert.Equal(expected, ShapeSpeeds.ObjectiveMilliseconds(ShapeSpeeds.Known(Shapes, model), model));
    }

    /// <summary>A replica serves all classes: it must keep the shortest promise that can be kept.</summary>
    [Theory]
    [InlineData(40, 20, null, 20)]
    [InlineData(40, 5, null, 40)]
    [InlineData(40, 5, 20, 20)]
    [InlineData(5, null, 60, 60)]
    [InlineData(null, 20, null, 20)]
    [InlineData(null, null, null, 0)]
    public void ObjectiveMilliseconds_ByClass_ShortestThatSomeShapeKeeps(int? all, int? critical, int? batch, int expected)
    {
        static TimeSpan? Of(int? milliseconds) => milliseconds is { } known ? TimeSpan.FromMilliseconds(known) : null;
        var model = Model(Profile("fast", 10), Profile("slow", 30));
        model = model with { Spec = model.Spec with { Scaling = new ScalingSpec { Objective = Of(all), Objectives = new ClassObjectives { Critical = Of(critical), Batch = Of(batch) } } } };
        Assert.Equal(expected, ShapeSpeeds.ObjectiveMilliseconds(ShapeSpeeds.Known(Shapes, model), model));
    }

    [Fact]
    public void Search_CheapHostIsSlower_FastOneIsNotGivenUp() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(gpus: ["g0"]) with { Cost = new MachineCost(PurchaseType.OnDemand, 3.5, 0) };
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(1) with
        {
            Resources = new ResourceSpec { CpuMillicores = 100, MemoryBytes = 64 * Samples.MiB, Devices = new DeviceDemand { Count = 1 } },
        });
        var snapshot = await world.Pool.GetSnapshotAsync();
        var fast = snapshot.Hosts[0];
        var slow = fast with
        {
            Host = "h9",
            Cost = new MachineCost(PurchaseType.Reserved, 1, 0),
            Leases = [],
            FreeCpuMillicores = fast.CpuMillicores,
            UnleasedMemoryBytes = fast.MemoryBytes,
            Devices = [.. fast.Devices.Select(device => device with
            {
                Observation = device.Observation with { Class = device.Observation.Accelerator ? "slow" : device.Observation.Class },
                FreeComputeThousandths = 1_000,
                FreeMemoryBytes = device.Observation.MemoryBytes,
            })],
        };
        snapshot = snapshot with { Hosts = [fast, slow] };
        Assert.Equal("h9", HostOf(snapshot));
        var known = fast.Devices.First(device => device.Observation.Accelerator).Observation.Class;
        ImmutableArray<ModelProfile> profiles = [Profile(known, 10), Profile("slow", 40)];
        snapshot = snapshot with { Models = [snapshot.Models[0] with { Profiles = profiles }] };
        Assert.Equal("h1", HostOf(snapshot));
        Assert.Equal(0, PoolImprovements.Search(snapshot, new PoolOptions(), CancellationToken.None).Wanted.Value.Missing);
    });

    private static string HostOf(PoolSnapshot snapshot) =>
        Assert.Single(PoolImprovements.Search(snapshot, new PoolOptions(), CancellationToken.None).Wanted.Replicas).Host;

    private static ModelProfile Profile(string of, int milliseconds) => new("1", of, TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(milliseconds));

    private static SnapshotModel Model(params ModelProfile[] profiles) =>
        new() { Model = Samples.Digits, Spec = Samples.Spec(), Generation = 1, Revision = 1, Profiles = [.. profiles] };
}
