namespace Krewe.Conformance.Tests.Cancellation;

[Collection(SharedCluster.Name)]
public sealed class CancellationTests(ClusterFixture fixture) : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public void Dispose() => _source.Dispose();

    [Fact]
    public async Task Token_CancelledBefore_TheCallIsNotSent()
    {
        var grain = fixture.New<ICancelGrain>();
        await _source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.Stay("a", _source.Token)).Soon();
        await grain.Ping();
        Assert.Empty(Notes.Of(grain).All);
    }

    [Fact]
    public async Task Token_CancelledWhileTheCallRuns_BothSidesLearnIt()
    {
        var grain = fixture.New<ICancelGrain>();
        var call = grain.Stay("a", _source.Token);
        await Notes.Of(grain).Until("a");
        await _source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).Soon();
        await Notes.Of(grain).Until("a cancelled");
    }

    [Fact]
    public async Task Token_Cancelled_TheCallerDoesNotWaitForTheGrain()
    {
        var grain = fixture.New<ICancelGrain>();
        var call = grain.Ignore("a", _source.Token);
        await Notes.Of(grain).Until("a");
        await _source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).Soon();
        Assert.Equal(["a"], Notes.Of(grain).All);
        Notes.Of(grain).Open("a");
        await Notes.Of(grain).Until(all => all.Count == 2, "the end of the call");
        // The signal is sent on best effort; the caller's end is certain.
        Assert.StartsWith("a ended", Notes.Of(grain).All[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_CancelledWhileTheCallWaits_ItNeverBegins()
    {
        var grain = fixture.New<ICancelGrain>();
        var first = grain.Stay("a");
        await Notes.Of(grain).Until("a");
        var second = grain.Stay("b", _source.Token);
        await grain.Ping();
        await _source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second).Soon();
        await grain.Ping();
        Notes.Of(grain).Open("a");
        await first.Soon();
        var third = grain.Stay("c");
        await Notes.Of(grain).Until("c");
        Notes.Of(grain).Open("c");
        await third.Soon();
        Assert.DoesNotContain("b", Notes.Of(grain).All);
    }

    [Fact]
    public async Task Token_OverTwoGrains_ReachesTheLast()
    {
        var last = fixture.New<ICancelGrain>();
        var call = fixture.New<ICancelGrain>().StayThere(last.GetPrimaryKeyString(), "a", _source.Token);
        await Notes.Of(last).Until("a");
        await _source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).Soon();
        await Notes.Of(last).Until("a cancelled");
    }

    [Fact]
    public async Task Token_OfAGrain_ReachesTheOther()
    {
        var other = fixture.New<ICancelGrain>();
        Assert.Equal("cancelled", await fixture.New<ICancelGrain>().CancelTheOther(other.GetPrimaryKeyString()).Soon());
        await Notes.Of(other).Until("x cancelled");
    }

    [Fact]
    public async Task Token_NotCancelled_TheCallEndsAsUsual()
    {
        var grain = fixture.New<ICancelGrain>();
        var call = grain.Stay("a", _source.Token);
        Notes.Of(grain).Open("a");
        Assert.Equal("a", await call.Soon());
    }

    [Fact]
    public async Task Token_CancelledAfterTheCall_ChangesNothing()
    {
        var grain = fixture.New<ICancelGrain>();
        Notes.Of(grain).Open("a");
        Assert.Equal("a", await grain.Stay("a", _source.Token).Soon());
        await _source.CancelAsync();
        Notes.Of(grain).Open("b");
        Assert.Equal("b", await grain.Stay("b").Soon());
        Assert.DoesNotContain("a cancelled", Notes.Of(grain).All);
    }

    [Fact]
    public async Task Token_ThatCanBeCancelled_CanBeInTheGrain() =>
        Assert.True(await fixture.New<ICancelGrain>().CanBeCancelled(_source.Token));

    [Fact]
    public async Task Token_OfAnotherCall_IsNotSignalled()
    {
        var grain = fixture.New<ICancelGrain>();
        using CancellationTokenSource other = new();
        var first = grain.Stay("a", _source.Token);
        await Notes.Of(grain).Until("a");
        var second = grain.Stay("b", other.Token);
        await _source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first).Soon();
        await Notes.Of(grain).Until("b");
        Notes.Of(grain).Open("b");
        Assert.Equal("b", await second.Soon());
    }

    [Fact]
    public async Task Cancellation_OfTheGrainItself_IsAnExceptionOfIts() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.New<ICancelGrain>().CancelOwn()).Soon();
}
