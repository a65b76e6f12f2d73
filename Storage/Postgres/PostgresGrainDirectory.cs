using Krewe.Storage.Postgres.Connections;
using Krewe.Storage.Postgres.Groups;
using Krewe.Storage.Postgres.Registrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans;
using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace Krewe.Storage.Postgres;

/// <summary>
/// Where grains are active, in PostgreSQL beside the membership table. One statement decides a registration: the new owner is active there, and
/// the grain has none yet, or the one that the caller names, or one of a silo that is dead. docs/storage.md has the guarantees.
/// </summary>
public sealed class PostgresGrainDirectory : IGrainDirectory, ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable, IDisposable
{
    private const int RowsPerDelete = 5_000;

    private readonly string _clusterId;
    private readonly PostgresDatabase _database;
    private readonly TimeProvider _time;
    private readonly GroupCommit<DirectoryOperation, GrainAddress?> _changes;
    private readonly GroupCommit<DirectoryOperation, GrainAddress?> _lookups; // apart, so that none waits for a commit to disk
    private readonly GroupCommit<CallOperation, object?> _calls;

    /// <summary>Makes one; nothing is connected yet.</summary>
    /// <param name="options">Where and how; <see cref="PostgresDirectoryOptions.ClusterId"/> is required here.</param>
    /// <param name="time">For pauses and time-outs.</param>
    /// <param name="logger">May be null.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public PostgresGrainDirectory(PostgresDirectoryOptions options, TimeProvider time, ILogger<PostgresGrainDirectory>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        ArgumentException.ThrowIfNullOrWhiteSpace(options.ClusterId);
        var log = logger ?? NullLogger<PostgresGrainDirectory>.Instance;
        _clusterId = options.ClusterId;
        _time = time;
        _database = new PostgresDatabase(options, log);
        var executor = new DirectoryExecutor(options.ClusterId, _database.Place);
        _changes = new(_database, executor, options, options.Workers, options.MaxBatch, time, log);
        _lookups = new(_database, executor, options, options.Workers, options.MaxBatch, time, log);
        _calls = new(_database, new CallExecutor(), options, workers: 1, maxBatch: 1, time, log);
    }

    /// <summary>Connects, and looks at the schema; done by the first operation where nobody did it before.</summary>
    /// <exception cref="StorageException">The schema does not fit (KRW6001, KRW6007), or PostgreSQL does not answer (KRW6005).</exception>
    public Task OpenAsync() => _calls.RunAsync(new CallOperation("the grain directory", writes: false, _ => Task.FromResult<object?>(null), CancellationToken.None));

    /// <inheritdoc/>
    /// <exception cref="StorageException">The silo is not active (KRW6008); PostgreSQL is away (KRW6005, KRW6006).</exception>
    public Task<GrainAddress?> Register(GrainAddress address) => Register(address, null);

    /// <inheritdoc/>
    /// <exception cref="StorageException">
    /// The silo is not active (KRW6008). PostgreSQL is away: nothing was done (KRW6005), or it is not known (KRW6006); the caller then lets the
    /// activation go and may unregister it, for it may be, or come to be, registered.
    /// </exception>
    public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(address.SiloAddress);
        return _changes.RunAsync(new RegisterOperation(address, previousAddress));
    }

    /// <inheritdoc/>
    public Task Unregister(GrainAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(address.SiloAddress);
        return _changes.RunAsync(new UnregisterOperation(address));
    }

    /// <inheritdoc/>
    public Task<GrainAddress?> Lookup(GrainId grainId) => _lookups.RunAsync(new LookupOperation(grainId));

    /// <summary>
    /// Removes the registrations of silos that are gone. None has to: they are void as soon as their silo is dead in the membership table. Those
    /// of a silo that is active there stay.
    /// </summary>
    /// <param name="siloAddresses">The silos.</param>
    public async Task UnregisterSilos(List<SiloAddress> siloAddresses)
    {
        ArgumentNullException.ThrowIfNull(siloAddresses);
        foreach (var silo in siloAddresses.ToArray())
        {
            // In parts, so that no registration waits long behind one.
            object? removed;
            do
            {
                removed = await _calls.RunAsync(new CallOperation($"the registrations of {silo}", writes: true, connection => RemoveAsync(connection, silo), CancellationToken.None));
            }
            while (removed is RowsPerDelete);
        }
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        lifecycle.Subscribe(nameof(PostgresGrainDirectory), ServiceLifecycleStage.RuntimeServices, token => PatientStart.RunAsync(OpenAsync, _time, token));
    }

    /// <summary>Commits what is queued, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _changes.DisposeAsync().ConfigureAwait(false);
        await _lookups.DisposeAsync().ConfigureAwait(false);
        await _calls.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>As <see cref="DisposeAsync"/>, for containers that are not disposed asynchronously; waits for PostgreSQL.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<object?> RemoveAsync(NpgsqlConnection connection, SiloAddress silo)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command(
                    DirectoryStatements.UnregisterSilo,
                    Sql.Text(_clusterId),
                    Sql.Text(silo.Endpoint.Address.ToString()),
                    Sql.Integer(silo.Endpoint.Port),
                    Sql.Integer(silo.Generation),
                    Sql.Integer(RowsPerDelete)),
            },
        };
        return await batch.ExecuteNonQueryAsync();
    }
}
