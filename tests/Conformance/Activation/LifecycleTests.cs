namespace Krewe.Conformance.Tests.Activation;

[Collection(SharedCluster.Name)]
public sealed class LifecycleTests(ClusterFixture fixture)
{
    [Fact]
    public async Task Stages_OfAnActivation_AscendBeforeTheFirstCall()
    {
        var grain = fixture.New<ILifecycleGrain>();
        await grain.Use();
        Assert.Equal(["first up", "early up", "late up", "activated", "used"], Notes.Of(grain).All);
    }

    [Fact]
    public async Task Stages_OfADeactivation_DescendAfterOnDeactivate()
    {
        var grain = fixture.New<ILifecycleGrain>();
        await grain.Leave();
        await Notes.Of(grain).Until("first down");
        Assert.Equal(["deactivated", "late down", "early down", "first down"], Notes.Of(grain).All.SkipWhile(note => note != "deactivated"));
    }

    [Fact]
    public async Task OnActivate_Throws_TheCallerGetsItAndTheNextCallBeginsAnew()
    {
        var grain = fixture.New<ILifecycleGrain>();
        Notes.Of(grain).Add("fail");
        var failure = await Assert.ThrowsAsync<ArgumentException>(grain.Use).Soon();
        Assert.Equal("not today", failure.Message);
        await grain.Use().Soon();
        Assert.Equal(1, Notes.Of(grain).Count("used"));
        Assert.DoesNotContain("deactivated", Notes.Of(grain).All);
    }
}
