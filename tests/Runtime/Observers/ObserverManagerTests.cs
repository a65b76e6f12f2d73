using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Utilities;

namespace Krewe.Runtime.Tests.Observers;

public sealed class ObserverManagerTests
{
    private DateTime _now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Notify_SomeFail_TheyAreDropped()
    {
        var manager = Create();
        manager.Subscribe("a", "a");
        manager.Subscribe("b", "b");
        List<string> told = [];

        await manager.Notify(one =>
        {
            told.Add(one);
            return one == "a" ? Task.FromException(new IOException()) : Task.CompletedTask;
        });

        Assert.Equal(["a", "b"], told);
        Assert.Equal(["b"], manager);
    }

    [Fact]
    public async Task Notify_SubscribedAgainWhileItFailed_Stays()
    {
        var manager = Create();
        manager.Subscribe("a", "old");

        await manager.Notify(_ =>
        {
            _now += TimeSpan.FromSeconds(1);
            manager.Subscribe("a", "new");
            throw new IOException();
        });

        Assert.Equal(["new"], manager);
    }

    [Fact]
    public async Task Notify_SomeExpired_TheyAreDroppedAndNotTold()
    {
        var manager = Create();
        manager.Subscribe("a", "a");
        _now += TimeSpan.FromMinutes(1);
        manager.Subscribe("b", "b");
        _now += TimeSpan.FromSeconds(1);
        List<string> told = [];

        await manager.Notify(one =>
        {
            told.Add(one);
            return Task.CompletedTask;
        });

        Assert.Equal(["b"], told);
        Assert.Single(manager.Observers);
    }

    [Fact]
    public void Notify_WithPredicate_OthersAreLeftOut()
    {
        var manager = Create();
        manager.Subscribe("a", "a");
        manager.Subscribe("b", "b");
        List<string> told = [];

        manager.Notify((Action<string>)told.Add, static one => one == "b");
        manager.Unsubscribe("a");

        Assert.Equal(["b"], told);
        Assert.Equal(1, manager.Count);
    }

    private ObserverManager<string, string> Create() =>
        new(TimeSpan.FromMinutes(1), NullLogger.Instance) { GetDateTime = () => _now };
}
