using System.Collections.Immutable;
using Krewe.Storage.Events;
using Krewe.Storage.Postgres.Connections;
using Krewe.Storage.Postgres.Groups;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Krewe.Storage.Postgres.Events;

/// <summary>An event log in PostgreSQL. Appends of a silo are committed in groups; leases and ages go by the database's clock, the one that all silos share.</summary>
public sealed class PostgresEventLog : IEventLog, IAsyncDisposable, IDisposable
{
    private readonly string _serviceId;
    private readonly EventLogOptions _bounds;
    private readonly EventLogMetrics? _metrics;
    private readonly PostgresDatabase _database;
    private readonly GroupCommit<AppendOperation, long> _appends;
    private readonly GroupCommit<CallOperation, object?> _calls;

    /// <summary>Makes one; nothing is connected yet.</summary>
    /// <param name="name">The log's name.</param>
    /// <param name="options">Where and how; <see cref="PostgresEventLogOptions.ServiceId"/> is required here.</param>
    /// <param name="time">For pauses and time-outs.</param>
    /// <param name="metrics">Gets the lags; may be null.</param>
    /// <param name="logger">May be null.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public PostgresEventLog(string name, PostgresEventLogOptions options, TimeProvider time, EventLogMetrics? metrics = null, ILogger<PostgresEventLog>? logger = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        options.Bounds.ValidateBounds();
        ArgumentException.ThrowIfNullOrWhiteSpace(options.ServiceId);
        var log = logger ?? NullLogger<PostgresEventLog>.Instance;
        (Name, _serviceId, _bounds, _metrics) = (name, options.ServiceId, options.Bounds, metrics);
        _database = new PostgresDatabase(options, log);
        _appends = new(_database, new AppendExecutor(_serviceId, name, _bounds), options, workers: 1, options.MaxBatch, time, log);
        _calls = new(_database, new CallExecutor(), options, options.Workers, maxBatch: 1, time, log);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Task<long> AppendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default) =>
        _appends.RunAsync(new AppendOperation(Name, payload.ToArray(), Guid.NewGuid(), cancellationToken));

    /// <inheritdoc/>
    public Task AddGroupAsync(string group, EventLogStart start, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(group);
        return CallAsync<object?>(group, writes: true, async connection =>
        {
            await using var batch = Batch(
                connection,
                Sql.Command(EventStatements.AddLog, Service(), Log()),
                Sql.Command(EventStatements.LockLog, Service(), Log()),
                Sql.Command(EventStatements.AddGroup, Service(), Log(), Sql.Text(group), new NpgsqlParameter { Value = start == EventLogStart.Oldest }));
            await batch.ExecuteNonQueryAsync();
            return null;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemoveGroupAsync(string group, CancellationToken cancellationToken = default)
    {
        await CallAsync<object?>(group, writes: true, async connection =>
        {
            await using var batch = Batch(connection, Grouped(EventStatements.LockGroup, group), Grouped(EventStatements.RemoveClaims, group), Grouped(EventStatements.RemoveGroup, group));
            await batch.ExecuteNonQueryAsync();
            return null;
        }, cancellationToken);
        _metrics?.Forget(Name, group);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetGroupsAsync(CancellationToken cancellationToken = default) => CallAsync<IReadOnlyList<string>>("all groups", writes: false, async connection =>
    {
        await using var batch = Batch(connection, Sql.Command(EventStatements.Groups, Service(), Log()));
        await using var reader = await batch.ExecuteReaderAsync();
        List<string> groups = [];
        while (await reader.ReadAsync())
        {
            groups.Add(reader.GetString(0));
        }

        await reader.NextResultAsync();
        return groups;
    }, cancellationToken);

    /// <inheritdoc/>
    public async Task<EventClaim> ClaimAsync(string group, int max, TimeSpan lease, CancellationToken cancellationToken = default)
    {
        EventLogErrors.ThrowIfInvalid(group, max, lease);

        // The same token when it is tried again: what a lost answer claimed is claimed no second time.
        var token = Guid.NewGuid();
        var claimed = await CallAsync(group, writes: true, connection => ClaimAsync(connection, group, token, max, lease), cancellationToken);
        _metrics?.Saw(Name, group, claimed.Lag.Unacknowledged);
        return new EventClaim(group, token, claimed.Events);
    }

    /// <inheritdoc/>
    public async Task<int> AcknowledgeAsync(EventClaim claim, IReadOnlyCollection<long>? sequences = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        long[] wanted = [.. (sequences ?? [.. claim.Events.Select(one => one.Sequence)]).Distinct()];
        var (acknowledged, lag) = await CallAsync(claim.Group, writes: true, connection => AcknowledgeAsync(connection, claim, wanted), cancellationToken);
        _metrics?.Saw(Name, claim.Group, lag.Unacknowledged);
        return acknowledged;
    }

    /// <inheritdoc/>
    public async Task<EventLogLag> GetLagAsync(string group, CancellationToken cancellationToken = default)
    {
        var lag = await CallAsync(group, writes: false, async connection =>
        {
            await using var batch = Batch(connection, Grouped(EventStatements.Lag, group));
            await using var reader = await batch.ExecuteReaderAsync();
            return await ReadLagAsync(reader, group);
        }, cancellationToken);
        _metrics?.Saw(Name, group, lag.Unacknowledged);
        return lag;
    }

    /// <inheritdoc/>
    public Task<long> TrimAsync(CancellationToken cancellationToken = default) => CallAsync("all groups", writes: true, async connection =>
    {
        await using var batch = Batch(
            connection,
            Sql.Command(EventStatements.LockLog, Service(), Log()),
            Sql.Command(EventStatements.Trim, Service(), Log(), Sql.Span(_bounds.MaxAge)));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        var removed = reader.GetInt64(0);
        await reader.NextResultAsync();
        return removed;
    }, cancellationToken);

    /// <summary>Commits what is queued, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _appends.DisposeAsync().ConfigureAwait(false);
        await _calls.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>As <see cref="DisposeAsync"/>, for containers that are not disposed asynchronously; waits for PostgreSQL.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<T> CallAsync<T>(string group, bool writes, Func<NpgsqlConnection, Task<T>> run, CancellationToken cancellationToken) =>
        (T)(await _calls.RunAsync(new CallOperation($"{group} of event log '{Name}'", writes, async connection => await run(connection), cancellationToken)))!;

    private async Task<(ImmutableArray<LoggedEvent> Events, EventLogLag Lag)> ClaimAsync(NpgsqlConnection connection, string group, Guid token, int max, TimeSpan lease)
    {
        await using var batch = Batch(
            connection,
            Grouped(EventStatements.LockGroup, group),
            Grouped(EventStatements.Claim, group, Sql.Id(token), Sql.Span(lease), Sql.Number(max)),
            Grouped(EventStatements.Lag, group));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        var events = ImmutableArray.CreateBuilder<LoggedEvent>();
        while (await reader.ReadAsync())
        {
            events.Add(new LoggedEvent(
                reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), new DateTimeOffset(reader.GetFieldValue<DateTime>(2), TimeSpan.Zero), reader.GetInt32(3)));
        }

        await reader.NextResultAsync();
        return (events.ToImmutable(), await ReadLagAsync(reader, group));
    }

    private async Task<(int Acknowledged, EventLogLag Lag)> AcknowledgeAsync(NpgsqlConnection connection, EventClaim claim, long[] sequences)
    {
        await using var batch = Batch(
            connection,
            Grouped(EventStatements.LockGroup, claim.Group),
            Grouped(EventStatements.Acknowledge, claim.Group, Sql.Id(claim.Token), Sql.Numbers(sequences)),
            Grouped(EventStatements.CountAcknowledged, claim.Group, Sql.Numbers(sequences)),
            Grouped(EventStatements.Settle, claim.Group),
            Grouped(EventStatements.ForgetSettled, claim.Group),
            Grouped(EventStatements.Lag, claim.Group));
        await using var reader = await batch.ExecuteReaderAsync();

        // Statements that give no rows have no result of their own to the reader.
        await reader.NextResultAsync();
        await reader.ReadAsync();
        var acknowledged = (int)reader.GetInt64(0);
        await reader.NextResultAsync();
        return (acknowledged, await ReadLagAsync(reader, claim.Group));
    }

    /// <summary>The last result of its batch: read to the end, where the server says that it is committed.</summary>
    private async Task<EventLogLag> ReadLagAsync(NpgsqlDataReader reader, string group)
    {
        if (!await reader.ReadAsync())
        {
            throw EventLogErrors.UnknownGroup(Name, group);
        }

        var lag = new EventLogLag(reader.GetInt64(0), await reader.IsDBNullAsync(1) ? TimeSpan.Zero : reader.GetTimeSpan(1));
        await reader.NextResultAsync();
        return lag;
    }

    private NpgsqlParameter Service() => Sql.Text(_serviceId);

    private NpgsqlParameter Log() => Sql.Text(Name);

    private NpgsqlBatchCommand Grouped(string text, string group, params ReadOnlySpan<NpgsqlParameter> more) =>
        Sql.Command(text, [Service(), Log(), Sql.Text(group), .. more]);

    private static NpgsqlBatch Batch(NpgsqlConnection connection, params ReadOnlySpan<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        return batch;
    }
}
