using Krewe.Grains.Pools.Planning;
using Krewe.Grains.Tests.Support;
using Krewe.Pools;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Packing;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Pools.Planning;

/// <summary>A pool finds out in which order requests are to be thought of, keeps it, and tells it in its snapshot.</summary>
public sealed class PoolPackingTests
{
    private static readonly PlacementSnapshot Hosts = new(Enumerable.Range(0, 12).Select(at => new HostCandidate
    {
        Name = $"h{at}",
        Region = "local",
        CpuTotalMillicores = 64_000,
        CpuFreeMillicores = 64_000,
        MemoryTotalBytes = 1L << 38,
        MemoryFreeBytes = 1L << 38,
        Devices = [.. Enumerable.Range(0, 4).Select(device => new DeviceCandidate { Id = $"{device}", DeviceClass = "t4", MemoryTotalBytes = 0, MemoryFreeBytes = 0 })],
    }));

    [Fact]
    public void Choose_SameQuestion_SameAnswer()
    {
        var mix = Mix((810, 5), (470, 3), (190, 1), (1_000, 4));
        Assert.Equal(PoolPacking.Choose(Hosts, mix, 1, CancellationToken.None), PoolPacking.Choose(Hosts, Mix((1_000, 4), (190, 1), (470, 3), (810, 5)), 1, CancellationToken.None));
        Assert.Equal(PoolPacking.Question(Hosts, mix), PoolPacking.Question(new PlacementSnapshot(Hosts.Hosts.Reverse()), mix));
        Assert.NotEqual(PoolPacking.Question(Hosts, mix), PoolPacking.Question(Hosts, Mix((810, 5))));
    }

    [Fact]
    public void Choose_Ended_SaysNothing() => Assert.Null(PoolPacking.Choose(Hosts, Mix((810, 5), (470, 3)), 1, new CancellationToken(canceled: true)));

    [Fact]
    public void Begin_OtherOrder_IsPartOfTheDecision() => World.Run(async world =>
    {
        world.Machine = Samples.Observation(8_000, 4_096 * Samples.MiB, "g0", "g1");
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(2) with
        {
            Resources = new ResourceSpec { CpuMillicores = 100, MemoryBytes = 64 * Samples.MiB, Devices = new DeviceDemand { Count = 1, ComputeThousandths = 300 } },
        });
        var state = (await world.Pool.GetSnapshotAsync()).State();
        Assert.Equal(state.Packing, (state with { Packing = null }).Packing); // a few shares: nothing is better than the usual
        var other = (await world.Pool.GetSnapshotAsync()) with { Packing = new SnapshotPacking { LargestFirst = true, Row = 12 } };
        Assert.Equal(other.Packing, other.State().Packing);
        var room = PoolPlacing.Begin(other.Hosts(), new PlacementWeights(), other.State());
        Assert.NotNull(room.TryPlace(PlacementRequests.From(other.Models[0].Spec, Samples.Replica(9), [])));
    });

    private static DemandMix Mix(params (int Thousandths, double Weight)[] shapes) => DemandMix.Of(shapes.Select(shape => (
        new DemandShape { CpuMillicores = 4_000, MemoryBytes = 1L << 30, Devices = new DeviceRequirement { Count = 1, ComputeThousandths = shape.Thousandths } }, shape.Weight)));
}
