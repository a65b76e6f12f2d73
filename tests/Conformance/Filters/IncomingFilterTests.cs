namespace Krewe.Conformance.Tests.Filters;

[Collection(SharedCluster.Name)]
public sealed class IncomingFilterTests(ClusterFixture fixture) : IDisposable
{
    public void Dispose() => RequestContext.Clear();

    [Fact]
    public async Task Filters_OfSiloAndGrain_RunInOrderAroundTheMethod()
    {
        var grain = fixture.New<IFilteredGrain>();
        Assert.Equal(3, await grain.Add(1, 2));
        Assert.Equal(["first Add service", "second", "grain Add", "method", "second after", "first after 3"], Notes.Of(grain).All);
    }

    [Fact]
    public async Task Filter_Throws_TheCallIsDenied()
    {
        var grain = fixture.New<IFilteredGrain>();
        RequestContext.Set("do", "deny");
        Assert.Equal("not you", (await Assert.ThrowsAsync<UnauthorizedAccessException>(() => grain.Add(1, 2))).Message);
        Assert.DoesNotContain("method", Notes.Of(grain).All);
    }

    [Fact]
    public async Task Filter_SetsTheResult_TheMethodIsNotCalled()
    {
        var grain = fixture.New<IFilteredGrain>();
        RequestContext.Set("do", "answer");
        Assert.Equal(99, await grain.Add(1, 2));
        Assert.DoesNotContain("method", Notes.Of(grain).All);
    }

    [Fact]
    public async Task Filter_DoesNeither_IsBroken()
    {
        var grain = fixture.New<IFilteredGrain>();
        RequestContext.Set("do", "break");
        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.Add(1, 2)).Soon();
    }

    [Fact]
    public async Task Filter_ChangesAnArgument_TheMethodGetsIt()
    {
        RequestContext.Set("do", "change");
        Assert.Equal(1002, await fixture.New<IFilteredGrain>().Add(1, 2));
    }

    [Fact]
    public async Task Filter_OfTheGrain_ChangesTheResult()
    {
        RequestContext.Set("grain doubles", true);
        Assert.Equal(6, await fixture.New<IFilteredGrain>().Add(1, 2));
    }

    [Fact]
    public async Task Filter_SeesTheException_AndMayAnswer()
    {
        var grain = fixture.New<IFilteredGrain>();
        RequestContext.Set("do", "catch");
        Assert.Equal(-1, await grain.Fail());
        Assert.Contains("caught of the method", Notes.Of(grain).All);
    }

    [Fact]
    public async Task Filter_ThrowsAnotherException_TheCallerGetsThatOne()
    {
        RequestContext.Set("do", "translate");
        Assert.Equal("translated", (await Assert.ThrowsAsync<NotSupportedException>(() => fixture.New<IFilteredGrain>().Fail())).Message);
    }

    [Fact]
    public async Task Filter_LetsTheExceptionThrough_TheCallerGetsIt() =>
        Assert.Equal("of the method", (await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.New<IFilteredGrain>().Fail())).Message);

    [Theory]
    [InlineData("interface IFilteredGrain")]
    [InlineData("implementation FilteredGrain.Add")]
    [InlineData("arguments 1,2")]
    [InlineData("method Add Add")]
    [InlineData("named Krewe.Conformance.Tests.Filters.IFilteredGrain")]
    [InlineData("type Krewe.Conformance.Tests.Filters.IFilteredGrain")]
    public async Task Context_OfACall_SaysWhatIsCalled(string note)
    {
        var grain = fixture.New<IFilteredGrain>();
        RequestContext.Set("do", "describe");
        await grain.Add(1, 2);
        Assert.Contains(note, Notes.Of(grain).All);
    }

    [Fact]
    public async Task Context_OfACallFromOutside_SaysThatAClientCalls()
    {
        var grain = fixture.New<IFilteredGrain>();
        RequestContext.Set("do", "describe");
        await grain.Add(1, 2);
        Assert.Contains($"target {grain.GetGrainId()}", Notes.Of(grain).All);
        Assert.Contains($"context {grain.GetGrainId()}", Notes.Of(grain).All);
        Assert.Contains(Notes.Of(grain).All, note => note.StartsWith("source sys.client/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Context_OfACallBetweenGrains_NamesTheCaller()
    {
        var caller = fixture.New<IFilteredGrain>();
        var grain = fixture.New<IFilteredGrain>();
        RequestContext.Set("do", "describe");
        await caller.AddOn(grain.GetPrimaryKeyString(), 1, 2);
        Assert.Contains($"source {caller.GetGrainId()}", Notes.Of(grain).All);
    }

    [Fact]
    public async Task Result_OfACallWithoutResult_IsNull()
    {
        var grain = fixture.New<IFilteredGrain>();
        await grain.Nothing();
        Assert.Contains("first after nothing", Notes.Of(grain).All);
    }

    [Fact]
    public async Task Result_OfAValueTask_IsSeen()
    {
        var grain = fixture.New<IFilteredGrain>();
        Assert.Equal("abc", await grain.Text("abc"));
        Assert.Contains("first after abc", Notes.Of(grain).All);
    }

    [Fact]
    public async Task Ticks_OfTimers_PassTheFilters()
    {
        var grain = fixture.New<IFilteredGrain>();
        await grain.BeginTimer();
        await Notes.Of(grain).Until("first InvokeCallbackAsync service");
    }
}
