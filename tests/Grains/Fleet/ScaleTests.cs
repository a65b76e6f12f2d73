using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Tests.Support;
using Krewe.Naming;
using Krewe.Pools;

namespace Krewe.Grains.Tests.Fleet;

public sealed class ScaleTests
{
    [Fact]
    public void Scale_UpAndDown_OnlyTheNumberChanges() => World.Run(async world =>
    {
        await world.StartAsync();
        var spec = Samples.Spec() with { Timeout = TimeSpan.FromSeconds(7) };
        await world.ServeAsync(spec);

        Assert.Equal(AssignChange.Configured, (await world.Fleet.ScaleAsync(Samples.Digits, 3))!.Change);
        await world.ReadyAsync(3);
        Assert.Equal(spec with { Replicas = 3 }, (await world.PlacementAsync())!.Spec);
        Assert.Equal(AssignChange.None, (await world.Fleet.ScaleAsync(Samples.Digits, 3))!.Change);
        await world.Fleet.ScaleAsync(Samples.Digits, 1);
        await world.ReadyAsync(1);

        Assert.Equal(1, world.Backends.StartsOf(Samples.Replica(0)));
        Assert.Equal([("1", "3"), ("3", "1")], world.Events(EventKinds.Scaled).Select(one => (one.Inputs["replicas before"], one.Inputs["replicas"])));
    });

    [Fact]
    public void Scale_NumberThatIsNotValid_IsRefusedAndNothingChanges() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync();
        var error = await Assert.ThrowsAsync<KreweException>(() => world.Fleet.ScaleAsync(Samples.Digits, -1));

        Assert.Equal(ErrorCodes.SpecInvalid, error.Problem.Code);
        Assert.Equal(1, (await world.PlacementAsync())!.Wanted);
    });

    [Fact]
    public void Scale_ModelThatIsNotThere_Null() => World.Run(async world =>
    {
        await world.StartAsync();
        Assert.Null(await world.Fleet.ScaleAsync(new ModelKey("default", "other", "local"), 2));
    });
}
