namespace Krewe.Conformance.Tests.Filters;

[Collection(SharedCluster.Name)]
public sealed class OutgoingFilterTests(ClusterFixture fixture) : IDisposable
{
    public void Dispose() => RequestContext.Clear();

    [Fact]
    public async Task Filter_OfASilo_SetsTheContextOfItsCalls() =>
        Assert.Equal("by the outgoing filter", await fixture.From(0).GetGrain<IFilteredGrain>(ClusterFixture.NewKey()).Context("signed"));

    [Fact]
    public async Task Filter_SetsTheContext_TheCallerDoesNotSeeIt()
    {
        await fixture.From(0).GetGrain<IFilteredGrain>(ClusterFixture.NewKey()).Nothing();
        Assert.Null(RequestContext.Get("signed"));
    }

    [Fact]
    public async Task Filter_Throws_TheCallIsNotSent()
    {
        var key = ClusterFixture.NewKey();
        RequestContext.Set("out", "deny");
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => fixture.From(0).GetGrain<IFilteredGrain>(key).Add(1, 2));
        Assert.Empty(Notes.Of(key).All);
    }

    [Fact]
    public async Task Filter_ChangesAnArgument_TheGrainGetsIt()
    {
        RequestContext.Set("out", "change");
        Assert.Equal(501, await fixture.From(0).GetGrain<IFilteredGrain>(ClusterFixture.NewKey()).Add(1, 2));
    }

    [Fact]
    public async Task Filter_ChangesTheResult_TheCallerGetsIt()
    {
        RequestContext.Set("out", "double");
        Assert.Equal(6, await fixture.From(0).GetGrain<IFilteredGrain>(ClusterFixture.NewKey()).Add(1, 2));
    }

    [Fact]
    public async Task Context_OfACallBetweenGrains_NamesBoth()
    {
        var caller = fixture.New<IFilteredGrain>();
        var grain = fixture.New<IFilteredGrain>();
        RequestContext.Set("out", "describe");
        await caller.AddOn(grain.GetPrimaryKeyString(), 1, 2);
        Assert.Contains($"out {caller.GetGrainId()} to {grain.GetGrainId()} Add", Notes.Of(grain).All);
    }
}
