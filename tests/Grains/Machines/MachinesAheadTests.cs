using Krewe.Events;
using Krewe.Grains.Tests.Support;
using Krewe.Machines;
using Krewe.Models;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Machines;

/// <summary>Machines for replicas whose number follows demand: bought for what there is no place for yet, and in time for what is to come.</summary>
public sealed class MachinesAheadTests
{
    /// <summary>A group that takes five minutes, and costs more, changes nothing for one that takes twenty seconds.</summary>
    [VirtualTimeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Schedule_ThatNeedsMachines_HasItsReplicasReadyWhenItBegins(bool slowGroupToo) => Run(async (world, yard) =>
    {
        var begins = world.Now.AddMinutes(6);
        var spec = Spec(min: 1) with { Resources = Samples.Spec(cpu: 1_500).Resources };
        spec = spec with { Scaling = spec.Scaling! with { Schedules = [new ScalingSchedule { From = begins.TimeOfDay, To = begins.AddMinutes(3).TimeOfDay, Min = 3 }] } };
        await world.ServeAsync(spec);
        await world.EventuallyAsync(async () => (await world.PlacementAsync())!.Ready == 3, "all that is asked for is there", 400);

        // Machines take twenty seconds, and are there; what is left is the scaler's own round.
        Assert.True(world.Now <= begins + Patience.Of(5), $"ready at {world.Now:T}, {(world.Now - begins).TotalSeconds:0} s late");
        Assert.All(world.Events(EventKinds.MachineJoined), one => Assert.True(one.At < begins, $"joined at {one.At:T}"));
        var ordered = world.Events(EventKinds.MachineOrdered);
        Assert.Equal(2, ordered.Length);
        Assert.All(ordered, one => Assert.InRange((begins - one.At).TotalSeconds, MachineYard.StartSeconds, 180));
        Assert.Contains(ordered[0].Reasons, reason => reason.Contains("will be needed when it serves", StringComparison.Ordinal));

        // It is over: they go, and do not come back.
        await world.EventuallyAsync(() => Task.FromResult(yard.Provider.Names.Count == 0), "what nobody needs is given back", 900);
        Assert.Equal(2, world.Events(EventKinds.MachineOrdered).Length);
    }, slowGroupToo);

    [Fact]
    public void Demand_BeyondThePlacesThatThereAre_BuysMachines() => Run(async (world, yard) =>
    {
        world.Backends.Script.InferTakes = TimeSpan.FromMilliseconds(500);
        await world.ServeAsync(Spec(min: 1) with { Resources = Samples.Spec(cpu: 1_500).Resources });

        // One replica answers eight in a second.
        var load = LoadAsync(world, seconds: 240, perSecond: 20);
        await world.EventuallyAsync(async () => (await world.PlacementAsync())!.Ready >= 3, "what comes is served on machines that were bought", 200);
        Assert.NotEmpty(yard.Provider.Names);
        await load;
    });

    private static ModelSpec Spec(int min) => Samples.Spec() with
    {
        Scaling = new ScalingSpec { Min = min, Max = 6, Objective = TimeSpan.FromSeconds(1), Stabilization = TimeSpan.FromSeconds(30) },
    };

    private static void Run(Func<World, MachineYard, Task> program, bool slowGroupToo = false)
    {
        var hosts = new FakeHosts();
        World.Run(
            async world =>
            {
                await world.StartAsync();
                MachineOffer[] slow = slowGroupToo ? [MachineYard.Offer("slow", 50) with { Start = TimeSpan.FromMinutes(5) }] : [];
                var yard = new MachineYard(world, hosts, [MachineYard.Offer("small", 1), .. slow]);
                using var ends = new CancellationTokenSource();
                yard.Start();
                var scaling = ScaleAsync(world, ends.Token);
                await program(world, yard);
                yard.Stop();
                ends.Cancel();
                await scaling;
            },
            hosts: hosts);
    }

    /// <summary>What the silo does each second.</summary>
    private static async Task ScaleAsync(World world, CancellationToken ends)
    {
        for (var second = 0; !ends.IsCancellationRequested; second++)
        {
            await world.Scaling.RunAsync();
            if (second % 10 == 9)
            {
                await world.Demand.RunAsync();
            }

            await world.Delay(1);
        }
    }

    private static async Task LoadAsync(World world, int seconds, int perSecond)
    {
        // By the clock: what waiting takes too long does not add up.
        var running = new List<Task>();
        var (begun, due) = (world.Now, 0.0);
        for (var request = 0; request < seconds * perSecond; request++)
        {
            running.Add(AskAsync($"r{request}"));
            due += 2.0 / perSecond * world.Silo.Random.NextDouble();
            if (due - (world.Now - begun).TotalSeconds is > 0 and var left)
            {
                await world.Delay(left);
            }
        }

        await Task.WhenAll(running);

        async Task AskAsync(string id)
        {
            if (await world.SubmitAsync(id, budgetSeconds: 5) is { Verdict: TicketVerdict.Granted, Grant: { } grant })
            {
                var result = await world.ExecuteAsync(grant);
                await world.Model.CompleteAsync(new ExecutionReport { TicketId = id, Attempt = grant.Attempt, Replica = grant.Replica, Outcome = result.Outcome, ServiceTime = world.Backends.Script.InferTakes });
            }
        }
    }
}
