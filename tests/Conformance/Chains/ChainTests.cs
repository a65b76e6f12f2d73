namespace Krewe.Conformance.Tests.Chains;

/// <summary>Calls that come back to a grain which waits for them.</summary>
[Collection(SharedCluster.Name)]
public sealed class ChainTests(ClusterFixture fixture)
{
    private readonly string _a = ClusterFixture.NewKey();
    private readonly string _b = ClusterFixture.NewKey();
    private readonly string _c = ClusterFixture.NewKey();

    [Fact]
    public async Task ThereAndBack_NotAllowed_TimesOut() =>
        await Assert.ThrowsAsync<TimeoutException>(() => Grain(_a).Walk([_b, _a], false)).Soon();

    [Fact]
    public async Task ThereAndBack_Allowed_IsLetIn() => Assert.Equal(_a + _b + _a, await Grain(_a).Walk([_b, _a], true).Soon());

    [Fact]
    public async Task ThereAndBack_OverTwo_IsLetIn() => Assert.Equal(_a + _b + _c + _a, await Grain(_a).Walk([_b, _c, _a], true).Soon());

    [Fact]
    public async Task Self_NotAllowed_TimesOut() => await Assert.ThrowsAsync<TimeoutException>(() => Grain(_a).Walk([_a], false)).Soon();

    [Fact]
    public async Task Self_Allowed_IsLetIn() => Assert.Equal(_a + _a, await Grain(_a).Walk([_a], true).Soon());

    [Fact]
    public async Task Allowed_ThenSuppressed_TimesOut() => await Assert.ThrowsAsync<TimeoutException>(() => Grain(_a).AllowAndSuppress(_b)).Soon();

    [Fact]
    public async Task Allowed_SectionEnded_TimesOut() => await Assert.ThrowsAsync<TimeoutException>(() => Grain(_a).AllowTooEarly(_b)).Soon();

    [Fact]
    public async Task Allowed_AnotherChain_Waits()
    {
        var holding = Grain(_a).Hold();
        await Notes.Of(_a).Until("holds");
        var other = Grain(_b).Walk([_a], true);
        Assert.Equal("pong", await Grain(_a).Ping());
        Notes.Of(_a).Open("hold");
        await holding.Soon();
        // The waiting call may have reached its time-out by then, but it has not run before.
        await Task.WhenAny(other).Soon();
        Assert.Equal("holds", Notes.Of(_a).All[0]);
    }

    private IChainGrain Grain(string key) => fixture.Client.GetGrain<IChainGrain>(key);
}
