using Krewe.Storage.Events;
using Krewe.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.Storage.Tests.Events;

public sealed class EventLogKeeperTests : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private readonly EventLogMetrics _metrics = new();

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Round_AppendedWithoutAnyConsumer_LagIsPublishedAndOldAcknowledgedEventsAreRemoved()
    {
        var log = new InMemoryEventLog("log", new EventLogOptions { MaxEvents = 3, MaxAge = Period * 2, Overflow = EventLogOverflow.Refuse }, _time, _metrics);
        await log.AddGroupAsync("a", EventLogStart.Oldest);
        await log.AddGroupAsync("b", EventLogStart.Oldest);
        var keeper = new EventLogKeeper(log, Period, _metrics, _time, NullLogger<EventLogKeeper>.Instance);
        await keeper.StartAsync();
        await log.AppendAsync(new byte[1]);
        await log.AppendAsync(new byte[1]);
        await log.AppendAsync(new byte[1]);
        Assert.Empty(_metrics.Published());

        _time.Advance(Period);
        Assert.Equal([(3L, "log", "a"), (3L, "log", "b")], _metrics.Published().Order());
        Assert.Equal(_metrics.Published().Order(), _metrics.Current.Select(one => (one.Lag, one.Log, one.Group)).Order());

        await log.AcknowledgeAsync(await log.ClaimAsync("a", 3, Period));
        await log.AcknowledgeAsync(await log.ClaimAsync("b", 3, Period));
        await Assert.ThrowsAsync<StorageException>(() => log.AppendAsync(new byte[1]));
        _time.Advance(Period * 2);
        Assert.Equal(4, await log.AppendAsync(new byte[1]));

        await keeper.StopAsync();
        _time.Advance(Period * 2);
        Assert.Equal(0, _metrics.Published().Max(one => one.Value));
    }

    [Fact]
    public async Task Round_GroupRemovedThroughAnotherSilo_IsPublishedNoMore()
    {
        // Another silo has metrics of its own.
        var log = new InMemoryEventLog("log", new EventLogOptions(), _time);
        _metrics.Saw("log", "gone", 5);
        _metrics.Saw("other", "kept", 7);
        var keeper = new EventLogKeeper(log, Period, _metrics, _time, NullLogger<EventLogKeeper>.Instance);
        await keeper.StartAsync();

        _time.Advance(Period);

        Assert.Equal([(7L, "other", "kept")], _metrics.Published());
        await keeper.StopAsync();
    }
}
