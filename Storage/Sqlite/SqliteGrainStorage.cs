using Krewe.Storage.Locking;
using Krewe.Storage.Serialization;
using Krewe.Storage.Sqlite.Worker;
using Krewe.Storage.State;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.Storage.Sqlite;

/// <summary>
/// Grain state in one SQLite file. A write is acknowledged when it is on disk. State is serialized before the call returns and read back in
/// the caller's context; everything in between happens on a thread of its own. docs/storage.md has the guarantees.
/// </summary>
public sealed class SqliteGrainStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable, IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _name;
    private readonly SqliteStorageOptions _options;
    private readonly StateCodec _codec;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    // Guarded by _gate. Null until first used; cleared by nobody, so that what failed to open keeps saying why.
    private Task<StateWorker>? _worker;
    private DataDirectoryLock? _ownLock;
    private bool _disposed;

    /// <summary>Makes one; nothing is opened yet.</summary>
    /// <param name="name">The storage's name, for the log.</param>
    /// <param name="options">Where and how.</param>
    /// <param name="time">For modified times.</param>
    /// <param name="logger">May be null.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public SqliteGrainStorage(string name, SqliteStorageOptions options, TimeProvider time, ILogger<SqliteGrainStorage>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.DataDirectory);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.FileName);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BusyTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BusyTimeout, TimeSpan.FromMinutes(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxBatch, 10_000);
        _name = name;
        _options = options;
        _codec = new StateCodec(options.Serializer ?? new JsonStateSerializer(), File);
        _time = time;
        _logger = logger ?? NullLogger<SqliteGrainStorage>.Instance;
    }

    /// <summary>The database's file.</summary>
    public string File => Path.GetFullPath(Path.Combine(_options.DataDirectory, _options.FileName));

    /// <summary>Opens the database, upgrading its schema; done by the first operation where nobody did it before.</summary>
    /// <exception cref="StorageException">It cannot be used (KRW6001 to KRW6004).</exception>
    public Task OpenAsync() => WorkerAsync();

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = new StateKey(stateName, grainId.ToString());
        _codec.Take(grainState, await RunAsync(new ReadOperation(key, cancellationToken)), key);
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
        var modified = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var written = await RunAsync(new WriteOperation(key, grainState.ETag, payload, modified, cancellationToken));
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
        _codec.Take(grainState, await RunAsync(new ClearOperation(key, grainState.ETag, cancellationToken)), key);
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        lifecycle.Subscribe($"{nameof(SqliteGrainStorage)}-{_name}", ServiceLifecycleStage.RuntimeStorageServices, _ => OpenAsync(), _ => DisposeAsync().AsTask());
    }

    /// <summary>Commits what is queued, closes the database and gives the lock on the directory back where the storage took it.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<StateWorker>? worker;
        lock (_gate)
        {
            _disposed = true;
            worker = _worker;
        }

        if (worker is not null)
        {
            await worker.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
            if (worker.IsCompletedSuccessfully)
            {
                await (await worker.ConfigureAwait(false)).StopAsync().ConfigureAwait(false);
            }
        }

        _ownLock?.Dispose();
    }

    /// <summary>As <see cref="DisposeAsync"/>, for containers that are not disposed asynchronously; waits for the disk.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<StateRow?> RunAsync(StateOperation operation)
    {
        // Operations keep the order of the calls once it is open: this then completes at once.
        var worker = await WorkerAsync();
        return await worker.Enqueue(operation);
    }

    private Task<StateWorker> WorkerAsync()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _worker ??= OpenWorkerAsync();
        }
    }

    private async Task<StateWorker> OpenWorkerAsync()
    {
        var taken = _options.Lock is null ? DataDirectoryLock.Acquire(_options.DataDirectory) : null;
        try
        {
            var worker = await StateWorker.StartAsync(File, _options.BusyTimeout, _options.MaxBatch, _logger).ConfigureAwait(false);
            _ownLock = taken;
            return worker;
        }
        catch
        {
            taken?.Dispose();
            throw;
        }
    }
}
