using Krewe.Events;
using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Scaling;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Scaling;

/// <summary>All grains together, with a number of replicas that follows demand; the test calls the silo's rounds.</summary>
public sealed class ScalingGrainTests
{
    [Fact]
    public void FromZero_FirstRequest_IsHeldAndServed() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.Fleet.ApplyAsync(Spec(replicas: 0, min: 0));
        var ends = ScaleForeverAsync(world);
        await world.Delay(12);
        Assert.Equal(0, (await world.PlacementAsync())!.Wanted);

        var asked = world.Now;
        var grant = await world.GrantedAsync("first");
        Assert.InRange(world.Now - asked, TimeSpan.Zero, Patience.Of(3));
        Assert.Equal(ExecutionOutcome.Completed, (await world.ExecuteAsync(grant)).Outcome);

        var scaled = world.Events(EventKinds.Scaled)[^1];
        Assert.Equal(("0", "1"), (scaled.Inputs["replicas before"], scaled.Inputs["replicas"]));
        Assert.Contains(scaled.Reasons, reason => reason.Contains("no replica is there", StringComparison.Ordinal));
        ends.Cancel();
    });

    [Fact]
    public void Idle_LongEnough_ToZeroAndNobodyIsRefused() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Spec(replicas: 1, min: 0, idle: 30));
        var ends = ScaleForeverAsync(world);
        await world.CompleteAsync(await world.GrantedAsync("a"));
        await world.Delay(20);
        Assert.Equal(1, (await world.PlacementAsync())!.Wanted);
        await world.EventuallyAsync(async () => await world.PlacementAsync() is { Wanted: 0, Replicas.IsEmpty: true }, "the last replica is given up", 60);

        Assert.Contains(world.Events(EventKinds.Scaled)[^1].Reasons, reason => reason.Contains("nobody has asked", StringComparison.Ordinal));
        Assert.Equal(TicketVerdict.Granted, (await world.SubmitAsync("b")).Verdict);
        ends.Cancel();
    });

    [Fact]
    public void Queue_ThatTheForecastDidNotSee_ActsWithinASecond() => World.Run(async world =>
    {
        await world.StartAsync();
        world.Backends.Script.InferTakes = TimeSpan.FromMilliseconds(500);
        await world.ServeAsync(Spec(replicas: 1, min: 1, objective: 2));
        var ends = ScaleForeverAsync(world);
        await LoadAsync(world, 21, perSecond: 1);
        var before = (await world.PlacementAsync())!.Wanted;
        var crowd = Enumerable.Range(0, 300).Select(request => world.SubmitAsync($"crowd{request}")).ToList();
        await world.EventuallyAsync(async () => (await world.PlacementAsync())!.Wanted > before, "replicas are added for the queue", 1.1);

        Assert.Contains(world.Events(EventKinds.Scaled)[^1].Reasons, reason => reason.Contains("requests are inside", StringComparison.Ordinal));
        ends.Cancel();
        await world.Fleet.DeleteAsync(Samples.Digits);
        await Task.WhenAll(crowd).WaitAsync(Patience.Of(40), world.Silo.Time);
    });

    [Fact]
    public void Load_SteadyWithNoise_DoesNotFlap() => World.Run(async world =>
    {
        await world.StartAsync();
        world.Backends.Script.InferTakes = TimeSpan.FromMilliseconds(200);
        await world.ServeAsync(Spec(replicas: 1, min: 1, objective: 2));
        var ends = ScaleForeverAsync(world);
        await LoadAsync(world, 180, perSecond: 3);
        var after = world.Now;
        await LoadAsync(world, 300, perSecond: 3, name: "s");

        Assert.True(world.Events(EventKinds.Scaled).Count(one => one.At > after) <= 1, string.Join("; ", world.Events(EventKinds.Scaled).Select(one => $"{one.At:T} {one.Message}: {string.Join(", ", one.Reasons)}")));
        Assert.InRange((await world.PlacementAsync())!.Wanted, 1, 3);
        ends.Cancel();
    });

    [Fact]
    public void Override_HoldsUntilItEnds() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Spec(replicas: 1, min: 1));
        var ends = ScaleForeverAsync(world);
        Assert.Equal(3, (await world.Fleet.OverrideAsync(Samples.Digits, 3, TimeSpan.FromSeconds(60)))!.Placement.Override);
        await world.ReadyAsync(3);
        await world.Delay(40);
        Assert.Equal(3, (await world.PlacementAsync())!.Wanted);

        world.Deactivate();
        await world.EventuallyAsync(async () => await world.PlacementAsync() is { Wanted: 1, Override: null }, "the override has ended", 30);
        Assert.Contains(world.Events(EventKinds.Scaled), one => one.Reasons.Contains("what an operator said for a while has ended"));
        ends.Cancel();
    });

    [Fact]
    public void Override_ToNone_RefusesUntilItIsTakenBack() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Spec(replicas: 1, min: 1));
        await world.Fleet.ScaleAsync(Samples.Digits, 0);
        await world.EventuallyAsync(async () => (await world.SubmitAsync($"a{world.Now.Ticks}", budgetSeconds: 0.1)).Problem?.Code == Errors.ErrorCodes.ModelNotReady, "who comes is refused", 5);
        await world.Fleet.OverrideAsync(Samples.Digits, null, default);
        await world.ReadyAsync(1);
        Assert.Equal(TicketVerdict.Granted, (await world.SubmitAsync("b")).Verdict);
    });

    [Fact]
    public void Schedule_ThatBegins_HasItsReplicasReady() => World.Run(async world =>
    {
        await world.StartAsync();
        var soon = world.Now.TimeOfDay + TimeSpan.FromMinutes(2);
        var spec = Spec(replicas: 1, min: 1);
        spec = spec with { Scaling = spec.Scaling! with { Schedules = [new ScalingSchedule { From = soon, To = soon + TimeSpan.FromMinutes(3), Min = 3 }] } };
        await world.ServeAsync(spec);
        var ends = ScaleForeverAsync(world);
        await world.Delay(60);
        Assert.Equal(1, (await world.PlacementAsync())!.Wanted);
        await world.EventuallyAsync(async () => (await world.PlacementAsync())!.Ready == 3, "ready when the schedule begins", 62);
        await world.EventuallyAsync(async () => (await world.PlacementAsync())!.Wanted == 1, "the schedule has ended", 300);
        ends.Cancel();
    });

    [Fact]
    public void Explain_SaysWhatWasDecidedAndWhy() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Spec(replicas: 2, min: 2) with { Class = ServiceClass.Critical });
        var ends = ScaleForeverAsync(world);
        await world.Delay(12);
        var scaling = (await world.Pool.ExplainAsync(Samples.Digits))!.Scaling!;

        Assert.Equal((2, 2, 6, 0.99), (scaling.Target, scaling.Min, scaling.Max, scaling.Promised));
        Assert.NotEmpty(scaling.Reasons);
        Assert.Null((await world.Silo.Grains.GetGrain<IScalingGrain>("local/default").GetModelAsync(Samples.Replica(0, "other").Model)));
        ends.Cancel();
    });

    [Fact]
    public void Grain_MadeAnew_GivesNothingUpAtOnce() => World.Run(async world =>
    {
        await world.StartAsync();
        var spec = Spec(replicas: 4, min: 1);
        await world.ServeAsync(spec with { Scaling = spec.Scaling! with { Stabilization = TimeSpan.FromMinutes(2) } });
        var ends = ScaleForeverAsync(world);
        await world.Delay(60);
        world.Deactivate();
        await world.Delay(30);
        Assert.Equal(4, (await world.PlacementAsync())!.Wanted);
        await world.EventuallyAsync(async () => (await world.PlacementAsync())!.Wanted == 1, "what nobody needs is given up in the end", 300);
        ends.Cancel();
    });

    [Fact]
    public void Warm_ReplicasBeyondNeed_AreKept() => World.Run(async world =>
    {
        await world.StartAsync();
        var spec = Spec(replicas: 1, min: 1);
        await world.ServeAsync(spec with { Scaling = spec.Scaling! with { Warm = 2 } });
        var ends = ScaleForeverAsync(world);
        await world.EventuallyAsync(async () => (await world.PlacementAsync())!.Ready == 3, "two more than needed are there", 60);
        await world.Delay(200);
        Assert.Equal(3, (await world.PlacementAsync())!.Wanted);
        ends.Cancel();
    });

    private static ModelSpec Spec(int replicas, int min, double objective = 1, double idle = 600) => Samples.Spec(replicas, cpu: 100) with
    {
        Scaling = new ScalingSpec { Min = min, Max = 6, Objective = TimeSpan.FromSeconds(objective), Idle = TimeSpan.FromSeconds(idle) },
    };

    /// <summary>What the silo does each second.</summary>
    private static CancellationTokenSource ScaleForeverAsync(World world)
    {
        var ends = new CancellationTokenSource();
        _ = RunAsync();
        return ends;

        async Task RunAsync()
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
    }

    private static async Task LoadAsync(World world, int seconds, int perSecond, string name = "l")
    {
        var running = new List<Task>();
        for (var request = 0; request < seconds * perSecond; request++)
        {
            running.Add(ServeAsync($"{name}{request}"));
            await world.Delay(2.0 / perSecond * world.Silo.Random.NextDouble());
        }

        await Task.WhenAll(running);

        async Task ServeAsync(string id)
        {
            var grant = await world.GrantedAsync(id);
            var result = await world.ExecuteAsync(grant);
            await world.Model.CompleteAsync(new ExecutionReport { TicketId = id, Attempt = grant.Attempt, Replica = grant.Replica, Outcome = result.Outcome, ServiceTime = world.Backends.Script.InferTakes });
        }
    }
}
