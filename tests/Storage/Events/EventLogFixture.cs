using Krewe.Storage.Events;
using Krewe.Storage.Postgres;
using Krewe.Storage.Postgres.Events;
using Krewe.Storage.Tests.Postgres;
using Krewe.Testing.Time;

namespace Krewe.Storage.Tests.Events;

/// <summary>An empty event log of either kind, and its clock.</summary>
internal sealed class EventLogFixture : IAsyncDisposable
{
    private readonly ManualTimeProvider? _time;
    private readonly TestDatabase? _database;

    private EventLogFixture(IEventLog log, ManualTimeProvider? time, TestDatabase? database) => (Log, _time, _database) = (log, time, database);

    public IEventLog Log { get; }

    public static async Task<EventLogFixture> CreateAsync(string kind, EventLogOptions? bounds = null, EventLogMetrics? metrics = null)
    {
        bounds ??= new EventLogOptions();
        if (kind == "memory")
        {
            var time = new ManualTimeProvider();
            return new(new InMemoryEventLog("log", bounds, time, metrics), time, null);
        }

        var database = await TestDatabase.CreateAsync();
        var options = new PostgresEventLogOptions { ConnectionString = database.Pooled(), ServiceId = "service", Bounds = bounds };
        return new(new PostgresEventLog("log", options, TimeProvider.System, metrics), null, database);
    }

    /// <summary>Lets time pass: for a database, whose clock is not ours, by setting back what it noted.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        _time?.Advance(span);
        if (_database is not null)
        {
            var interval = FormattableString.Invariant($"interval '{span.TotalSeconds} s'");
            await _database.ExecuteAsync($"UPDATE krewe_event_claim SET expires_at = expires_at - {interval}");
            await _database.ExecuteAsync($"UPDATE krewe_event SET appended_at = appended_at - {interval}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Log is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
