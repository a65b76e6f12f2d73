using Krewe.Storage.Postgres.Connections;
using Krewe.Storage.Postgres.Groups;
using Krewe.Storage.Postgres.States;
using Krewe.Storage.Serialization;
using Krewe.Storage.State;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.Storage.Postgres;

/// <summary>
/// Grain state in PostgreSQL. A write is acknowledged when it is committed; what has queued up is committed together. While PostgreSQL is
/// away operations fail within a bounded time, and work again when it is back. docs/storage.md has the guarantees.
/// </summary>
public sealed class PostgresGrainStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable, IDisposable
{
    private readonly string _name;
    private readonly PostgresDatabase _database;
    private readonly TimeProvider _time;
    private readonly StateCodec _codec;
    private readonly GroupCommit<StateOperation, StateRow?> _groups;

    /// <summary>Makes one; nothing is connected yet.</summary>
    /// <param name="name">The storage's name, for the log.</param>
    /// <param name="options">Where and how; <see cref="PostgresStorageOptions.ServiceId"/> is required here.</param>
    /// <param name="time">For pauses and time-outs.</param>
    /// <param name="logger">May be null.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public PostgresGrainStorage(string name, PostgresStorageOptions options, TimeProvider time, ILogger<PostgresGrainStorage>? logger = null)
        : this(name, options, time, logger, fence: null)
    {
    }

    internal PostgresGrainStorage(string name, PostgresStorageOptions options, TimeProvider time, ILogger<PostgresGrainStorage>? logger, StateFence? fence)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        ArgumentException.ThrowIfNullOrWhiteSpace(options.ServiceId);
        var log = logger ?? NullLogger<PostgresGrainStorage>.Instance;
        _name = name;
        _time = time;
        _database = new PostgresDatabase(options, log);
        _codec = new StateCodec(options.Serializer ?? new JsonStateSerializer(), _database.Place);
        _groups = new(_database, new StateExecutor(options.ServiceId, _database.Place, fence), options, options.Workers, options.MaxBatch, time, log);
    }

    /// <summary>Connects, and looks at the schema; done by the first operation where nobody did it before.</summary>
    /// <exception cref="StorageException">The schema does not fit (KRW6001, KRW6007), or PostgreSQL does not answer (KRW6005).</exception>
    public Task OpenAsync() => _groups.RunAsync(new ReadOperation(new StateKey("", ""), CancellationToken.None));

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = new StateKey(stateName, grainId.ToString());
        _codec.Take(grainState, await _groups.RunAsync(new ReadOperation(key, cancellationToken)), key);
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = new StateKey(stateName, grainId.ToString());
        var payload = _codec.Serialize(grainState.State);
        var written = await _groups.RunAsync(new ChangeOperation(key, grainState.ETag, payload, Guid.NewGuid(), cancellationToken));
        grainState.ETag = StateEtag.Format(written!.Value.Etag);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = new StateKey(stateName, grainId.ToString());
        _codec.Take(grainState, await _groups.RunAsync(new ChangeOperation(key, grainState.ETag, null, Guid.Empty, cancellationToken)), key);
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        lifecycle.Subscribe($"{nameof(PostgresGrainStorage)}-{_name}", ServiceLifecycleStage.RuntimeStorageServices, token => PatientStart.RunAsync(OpenAsync, _time, token), _ => DisposeAsync().AsTask());
    }

    /// <summary>Commits what is queued, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _groups.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>As <see cref="DisposeAsync"/>, for containers that are not disposed asynchronously; waits for PostgreSQL.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
