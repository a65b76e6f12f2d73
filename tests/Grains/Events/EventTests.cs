using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Tests.Support;

namespace Krewe.Grains.Tests.Events;

/// <summary>What grains decide is told as events, once, with inputs and reasons.</summary>
public sealed class EventTests
{
    [Fact]
    public void Life_OfAModel_IsTold() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(2));
        await world.Fleet.DeleteAsync(Samples.Digits);
        await world.EventuallyAsync(async () => await world.PlacementAsync() is null, "the model is gone");

        var events = world.Events();
        Assert.Equal(EventKinds.HostJoined, events[0].Kind);
        Assert.Equal(
            [
                EventKinds.ModelApplied, EventKinds.ReplicaPlaced, EventKinds.ReplicaPlaced, EventKinds.ReplicaReady, EventKinds.ReplicaReady, EventKinds.ModelRemoved,
                EventKinds.ReplicaStopping, EventKinds.ReplicaStopping, EventKinds.ReplicaStopped, EventKinds.ReplicaStopped,
            ],
            events.Where(one => one.Model == Samples.Digits).Select(one => one.Kind).OrderBy(kind => Array.IndexOf(Order, kind)));
        var placed = events.First(one => one.Kind == EventKinds.ReplicaPlaced);
        Assert.Equal("h1", placed.Host);
        Assert.Contains(placed.Reasons, reason => reason.StartsWith("host h1: fit", StringComparison.Ordinal));
        Assert.Equal("1", placed.Inputs["epoch"]);
        Assert.All(events, one => Assert.NotEmpty(one.Message));
    });

    [Fact]
    public void Refusal_ThatLasts_IsToldOnceWithAllReasons() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync();
        await world.Fleet.ApplyAsync(Samples.Spec(name: "other") with { Resources = new() { CpuMillicores = 2_000, MemoryBytes = 4_050 * Samples.MiB } });
        await world.Delay(20);

        var refused = Assert.Single(world.Events(), one => one.Kind == EventKinds.PlacementRefused);
        Assert.Equal(ErrorCodes.NotPlaced, refused.Code);
        Assert.Equal(EventLevel.Warning, refused.Level);
        Assert.Contains(refused.Reasons, reason => reason.Contains("cpu", StringComparison.Ordinal));
        Assert.Contains(refused.Reasons, reason => reason.Contains("memory", StringComparison.Ordinal));
    });

    [Fact]
    public void Crash_OfAServer_IsToldWithItsDelay() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync();
        world.Backends.Running.Single().Exit(1);
        await world.EventuallyAsync(() => Task.FromResult(world.Events().Count(one => one.Kind == EventKinds.ReplicaReady) == 2), "it is ready again");

        var failed = Assert.Single(world.Events(), one => one.Kind == EventKinds.ReplicaFailed);
        Assert.Equal(Samples.Replica(0).ToString(), failed.Subject);
        Assert.True(failed.Inputs.ContainsKey("delay seconds"));
        Assert.NotEmpty(failed.Reasons);
    });

    [Fact]
    public void Host_ThatFallsSilent_IsToldLostAndThenThereAgain() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.StartAsync("h2", Samples.Observation());
        world.SilentHosts.Add("h2");
        await world.Delay(15);
        var lost = Assert.Single(world.Events(EventKinds.HostLost));
        Assert.Equal(("h2", EventLevel.Warning), (lost.Host, lost.Level));
        Assert.Contains(lost.Reasons, reason => reason.Contains("silent", StringComparison.Ordinal));

        world.SilentHosts.Clear();
        await world.Delay(2);
        Assert.Equal(["h1", "h2", "h2"], world.Events(EventKinds.HostJoined).Select(one => one.Host).Order());
    });

    [Fact]
    public void Device_ThatIsMissing_IsToldLostAndThenHealthy() => World.Run(async world =>
    {
        await world.PollAsync(machine: Samples.Observation(gpus: ["g0"]));
        await world.PollAsync(machine: Samples.Observation());
        await world.PollAsync(machine: Samples.Observation(gpus: ["g0"]));

        Assert.Equal([EventLevel.Error, EventLevel.Information], world.Events(EventKinds.DeviceHealth).Select(one => one.Level));
        Assert.All(world.Events(EventKinds.DeviceHealth), one => Assert.Equal("h1/g0", one.Subject));
    });

    private static readonly string[] Order =
    [
        EventKinds.ModelApplied, EventKinds.ReplicaPlaced, EventKinds.ReplicaReady, EventKinds.ModelRemoved, EventKinds.ReplicaStopping, EventKinds.ReplicaStopped,
    ];
}
