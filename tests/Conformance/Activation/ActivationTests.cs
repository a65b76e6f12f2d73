namespace Krewe.Conformance.Tests.Activation;

[Collection(SharedCluster.Name)]
public sealed class ActivationTests(ClusterFixture fixture)
{
    [Fact]
    public async Task FirstCall_OfAGrain_ConstructsActivatesAndCalls()
    {
        var grain = fixture.New<IProbeGrain>();
        await grain.Instance();
        Assert.Equal(["constructed", "activated", "called"], Notes.Of(grain).All);
    }

    [Fact]
    public async Task Calls_OneAfterTheOther_AreServedByOneActivation()
    {
        var grain = fixture.New<IProbeGrain>();
        Assert.Equal(await grain.Instance(), await grain.Instance());
        Assert.Equal(1, Notes.Of(grain).Count("activated"));
    }

    [Fact]
    public async Task FirstCalls_AtOnceFromEverywhere_ShareOneActivation()
    {
        var key = ClusterFixture.NewKey();
        var instances = await Task.WhenAll(Enumerable.Range(0, 60).Select(call => Task.Run(() =>
            (call % 4 == 3 ? fixture.Client : fixture.From(call % 4)).GetGrain<IProbeGrain>(key).Instance()))).Soon();
        Assert.Single(instances.Distinct());
    }

    [Fact]
    public async Task Call_FromASilo_IsServedByTheSameActivation()
    {
        var key = ClusterFixture.NewKey();
        var first = await fixture.Client.GetGrain<IProbeGrain>(key).Instance();
        for (var silo = 0; silo < 3; silo++)
        {
            Assert.Equal(first, await fixture.From(silo).GetGrain<IProbeGrain>(key).Instance());
        }
    }

    [Fact]
    public async Task Call_AfterDeactivation_ActivatesAnew()
    {
        var grain = fixture.New<IProbeGrain>();
        var first = await grain.Instance();
        await grain.Leave();
        Assert.NotEqual(first, await Eventually.Gives(grain.Instance, instance => instance != first, "another activation"));
        Assert.Equal(2, Notes.Of(grain).Count("activated"));
    }

    [Fact]
    public async Task Reference_WithoutCalls_ActivatesNothing()
    {
        var grain = fixture.New<IProbeGrain>();
        Assert.NotNull(grain.GetPrimaryKeyString());
        await fixture.New<IProbeGrain>().Instance();
        Assert.Empty(Notes.Of(grain).All);
    }

    [Fact]
    public async Task GetGrain_OfAnUnknownKey_NeverFails() =>
        Assert.NotEqual(Guid.Empty, await fixture.Client.GetGrain<IProbeGrain>(new string('x', 2000)).Instance());

    [Fact]
    public async Task IdentityString_OfAGrain_IsItsId()
    {
        var grain = fixture.New<IProbeGrain>();
        Assert.Equal(grain.GetGrainId().ToString(), await grain.Identity());
    }

    [Fact]
    public async Task AsReference_OfAGrain_IsEqualToAReferenceFromOutside()
    {
        var grain = fixture.New<IProbeGrain>();
        var self = await grain.Self();
        Assert.Equal(grain, self);
        Assert.Equal(grain.GetHashCode(), self.GetHashCode());
        Assert.Equal(await grain.Instance(), await self.Instance());
    }

    [Fact]
    public void References_OfDifferentGrains_AreNotEqual() => Assert.NotEqual(fixture.New<IProbeGrain>(), fixture.New<IProbeGrain>());

    [Fact]
    public async Task GrainObject_AsAnArgument_BecomesAReference()
    {
        var grain = fixture.New<IProbeGrain>();
        Assert.Equal(grain.GetPrimaryKeyString(), await grain.TellKeyOfSelfTo(ClusterFixture.NewKey()));
    }

    [Fact]
    public async Task Reference_AsAnArgument_CanBeUsed()
    {
        var other = fixture.New<IProbeGrain>();
        Assert.Equal(other.GetPrimaryKeyString(), await fixture.New<IProbeGrain>().KeyOf(other));
    }

    [Fact]
    public async Task GetGrain_ByType_IsTheSameGrain()
    {
        var grain = fixture.New<IProbeGrain>();
        var other = (IProbeGrain)fixture.Client.GetGrain(typeof(IProbeGrain), grain.GetPrimaryKeyString());
        Assert.Equal(await grain.Instance(), await other.Instance());
    }

    [Fact]
    public async Task GetGrain_ById_IsTheSameGrain()
    {
        var grain = fixture.New<IProbeGrain>();
        var typed = fixture.Client.GetGrain<IProbeGrain>(grain.GetGrainId());
        var cast = fixture.Client.GetGrain(grain.GetGrainId()).AsReference<IProbeGrain>();
        Assert.Equal(await grain.Instance(), await typed.Instance());
        Assert.Equal(await grain.Instance(), await cast.Instance());
    }

    [Fact]
    public async Task Interface_OfTwoClasses_IsServedByTheDefaultOne() =>
        Assert.Equal("second", await fixture.New<IServedGrain>().Who());

    [Theory]
    [InlineData("conf.served-first", "first")]
    [InlineData("conf.served-derived", "derived")]
    public async Task Interface_OfTwoClasses_TheIdNamesTheClass(string type, string who) =>
        Assert.Equal(who, await fixture.Client.GetGrain<IServedGrain>(GrainId.Create(type, ClusterFixture.NewKey())).Who());

    [Fact]
    public async Task Cast_ToABaseInterface_CallsTheSameGrain()
    {
        var grain = fixture.New<IDerivedServedGrain>();
        Assert.Equal("more", await grain.More());
        Assert.Equal("derived", await grain.AsReference<IServedGrain>().Who());
        Assert.Equal("derived", await grain.Cast<IServedGrain>().Who());
    }

    [Fact]
    public async Task Class_ThatIsOnlyGrainBase_IsActivated()
    {
        var grain = fixture.New<IPlainGrain>();
        Assert.Equal(grain.GetPrimaryKeyString(), await grain.Key());
    }

    [Fact]
    public async Task Call_BetweenGrains_ReachesTheOther()
    {
        var other = fixture.New<IProbeGrain>();
        Assert.Equal(await other.Instance(), await fixture.New<IProbeGrain>().InstanceOf(other.GetPrimaryKeyString()));
    }
}
