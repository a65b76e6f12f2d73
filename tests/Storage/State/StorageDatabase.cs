using Krewe.Storage.Tests.Postgres;
using Krewe.Storage.Tests.Sqlite;
using Orleans.Storage;

namespace Krewe.Storage.Tests.State;

/// <summary>An empty database of either kind for the state of one test, with the storages opened on it.</summary>
internal sealed class StorageDatabase : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<IAsyncDisposable> _opened = [];
    private readonly TestDatabase? _postgres;

    private StorageDatabase(TestDatabase? postgres) => _postgres = postgres;

    public static async Task<StorageDatabase> CreateAsync(StorageKind kind) =>
        new(kind == StorageKind.Postgres ? await TestDatabase.CreateAsync() : null);

    public async Task<IGrainStorage> OpenAsync(int maxBatch = 256)
    {
        if (_postgres is not null)
        {
            var storage = _postgres.Storage(options => options.MaxBatch = maxBatch);
            _opened.Add(storage);
            await storage.OpenAsync();
            return storage;
        }

        var sqlite = StorageFixture.Open(_directory, maxBatch);
        _opened.Add(sqlite);
        await sqlite.OpenAsync();
        return sqlite;
    }

    /// <summary>Stops what was opened, which commits what is queued, and opens anew.</summary>
    public async Task<IGrainStorage> ReopenAsync()
    {
        await CloseAsync();
        return await OpenAsync();
    }

    public async Task CloseAsync()
    {
        foreach (var storage in _opened)
        {
            await storage.DisposeAsync();
        }

        _opened.Clear();
    }

    /// <summary>Lets the database itself refuse the state of one grain.</summary>
    public async Task RefuseAsync(string grainId)
    {
        if (_postgres is not null)
        {
            await _postgres.ExecuteAsync($"ALTER TABLE krewe_grain_state ADD CONSTRAINT refuse CHECK (grain_id <> '{grainId}')");
        }
        else
        {
            RawDatabase.Run(_directory.Database, $"CREATE TRIGGER refuse BEFORE INSERT ON grain_state WHEN NEW.grain_id = '{grainId}' BEGIN SELECT RAISE(ABORT, 'no'); END");
        }
    }

    public async Task<long> CountAsync() => _postgres is not null
        ? (long)(await _postgres.ScalarAsync("SELECT count(*) FROM krewe_grain_state"))!
        : (long)RawDatabase.Scalar(_directory.Database, "SELECT count(*) FROM grain_state")!;

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _directory.Dispose();
    }
}
