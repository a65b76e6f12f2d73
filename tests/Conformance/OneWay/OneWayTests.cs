namespace Krewe.Conformance.Tests.OneWay;

[Collection(SharedCluster.Name)]
public sealed class OneWayTests(ClusterFixture fixture)
{
    private readonly IOneWayGrain _grain = fixture.New<IOneWayGrain>();

    [Fact]
    public async Task Call_OneWay_Arrives()
    {
        await _grain.Send("a").Soon();
        await Notes.Of(_grain).Until("a");
    }

    [Fact]
    public async Task Call_OneWayOfAValueTask_Arrives()
    {
        await _grain.SendValue("a").Soon();
        await Notes.Of(_grain).Until("a");
    }

    [Fact]
    public async Task Call_OneWay_DoesNotWaitForTheMethod()
    {
        await _grain.SendAndHold("a").Soon();
        Assert.DoesNotContain("/a", Notes.Of(_grain).All);
        Notes.Of(_grain).Open("a");
        await Notes.Of(_grain).Until("/a");
    }

    [Fact]
    public async Task Exception_OfAOneWayCall_IsLost()
    {
        await _grain.SendAndFail().Soon();
        await Notes.Of(_grain).Until("failing");
        await _grain.Send("a");
        await Notes.Of(_grain).Until("a");
    }

    [Fact]
    public async Task Call_OneWay_RunsInTheGrainsTurn()
    {
        await _grain.SendAndHold("a");
        await Notes.Of(_grain).Until("a");
        var next = _grain.Received();
        Notes.Of(_grain).Open("a");
        Assert.Equal(["a", "/a"], await next.Soon());
    }

    [Fact]
    public async Task Call_OneWayBetweenGrains_Arrives()
    {
        var other = fixture.New<IOneWayGrain>();
        await _grain.SendTo(other.GetPrimaryKeyString(), "hello");
        await Notes.Of(other).Until("hello");
    }

    [Fact]
    public async Task RequestContext_OfAOneWayCall_Travels()
    {
        RequestContext.Set("own", "value");
        await _grain.SendContext();
        RequestContext.Clear();
        await Notes.Of(_grain).Until("context value");
    }
}
