namespace Krewe.Conformance.Tests.Observers;

[Collection(SharedCluster.Name)]
public sealed class ObserverTests(ClusterFixture fixture)
{
    private readonly IChatGrain _chat = fixture.New<IChatGrain>();
    private readonly Listener _listener = new();

    [Fact]
    public async Task Notify_OfAClientsObserver_ReachesIt()
    {
        _listener.Notes.Open("go on");
        await _chat.Subscribe(Reference(fixture.Client));
        await _chat.Say("hello").Soon();
        await _listener.Notes.Until("hello");
    }

    [Fact]
    public async Task Notify_OfASilosObserver_ReachesIt()
    {
        _listener.Notes.Open("go on");
        await _chat.Subscribe(Reference(fixture.From(1)));
        await _chat.Say("hello").Soon();
        await _listener.Notes.Until("hello");
    }

    [Fact]
    public async Task Notify_OfAMethodWithoutTask_ReachesIt()
    {
        await _chat.Subscribe(Reference(fixture.Client));
        await _chat.Shout("hello").Soon();
        await _listener.Notes.Until("HELLO");
    }

    [Fact]
    public async Task Call_OfAnObserver_HasItsResult() => Assert.Equal("6", await _chat.AskOne(Reference(fixture.Client), 5).Soon());

    [Fact]
    public async Task Call_OfAnObserver_HasItsException() => Assert.Equal(nameof(ArgumentException), await _chat.AskOne(Reference(fixture.Client), 0).Soon());

    [Fact]
    public async Task Calls_OfOneObserver_RunOneAfterTheOther()
    {
        var reference = Reference(fixture.Client);
        await _chat.Subscribe(reference);
        var other = fixture.New<IChatGrain>();
        await other.Subscribe(reference);
        var first = _chat.Say("a");
        await _listener.Notes.Until("a");
        var second = other.Say("b");
        Assert.DoesNotContain("b", _listener.Notes.All);
        _listener.Notes.Open("go on");
        await Task.WhenAll(first, second).Soon();
        Assert.Equal(["a", "b"], _listener.Notes.All);
    }

    [Fact]
    public async Task Object_WithoutAReference_IsRefused() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => _chat.Subscribe(_listener)).Soon();

    [Fact]
    public async Task Subscribe_TwiceByOne_CountsOnce()
    {
        var reference = Reference(fixture.Client);
        await _chat.Subscribe(reference);
        await _chat.Subscribe(reference);
        Assert.Equal(1, await _chat.Count());
        await _chat.Unsubscribe(reference);
        Assert.Equal(0, await _chat.Count());
    }

    [Fact]
    public async Task Notify_OneObserverFails_ItIsDroppedAndTheOthersAreTold()
    {
        Listener failing = new() { Fails = true };
        _listener.Notes.Open("go on");
        await _chat.Subscribe(fixture.Client.CreateObjectReference<IChatObserver>(failing));
        await _chat.Subscribe(Reference(fixture.Client));
        await _chat.Say("hello").Soon();
        await _listener.Notes.Until("hello");
        Assert.Equal(1, await _chat.Count());
        GC.KeepAlive(failing);
    }

    [Fact]
    public async Task Notify_OfAGrain_ReachesIt()
    {
        var grain = fixture.New<IListenerGrain>();
        await grain.Join(_chat.GetPrimaryKeyString());
        await _chat.Say("hello").Soon();
        await Notes.Of(grain).Until("hello");
    }

    [Fact]
    public async Task Notify_WithAPredicate_ReachesOnlyThose()
    {
        var (first, second) = (fixture.New<IListenerGrain>(), fixture.New<IListenerGrain>());
        await first.Join(_chat.GetPrimaryKeyString());
        await second.Join(_chat.GetPrimaryKeyString());
        await _chat.SayWhere("hello", second.GetPrimaryKeyString()).Soon();
        await Notes.Of(second).Until("hello");
        Assert.Empty(Notes.Of(first).All);
    }

    [Fact]
    public async Task Delete_OfAReference_ItIsNotReachedAnyMore()
    {
        _listener.Notes.Open("go on");
        var reference = Reference(fixture.Client);
        await _chat.Subscribe(reference);
        await _chat.Say("a").Soon();
        fixture.Client.DeleteObjectReference<IChatObserver>(reference);
        Listener other = new();
        other.Notes.Open("go on");
        await _chat.Shout("b").Soon();
        await _chat.Subscribe(fixture.Client.CreateObjectReference<IChatObserver>(other));
        await _chat.Shout("c").Soon();
        await other.Notes.Until("C");
        Assert.Equal(["a"], _listener.Notes.All);
        GC.KeepAlive(other);
    }

    private IChatObserver Reference(IGrainFactory factory) => factory.CreateObjectReference<IChatObserver>(_listener);
}
