using Krewe.Storage.Sqlite;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.Storage.Tests.Sqlite;

internal static class StorageFixture
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static SqliteGrainStorage Open(TemporaryDirectory directory, int maxBatch = 256) =>
        new("test", new SqliteStorageOptions { DataDirectory = directory.Path, MaxBatch = maxBatch }, new FixedTime(Now));

    public static GrainId Grain(string key) => GrainId.Create("sample", key);

    public static async Task<GrainState<Sample>> ReadAsync(this IGrainStorage storage, string key, string state = "state")
    {
        var read = new GrainState<Sample>();
        await storage.ReadStateAsync(state, Grain(key), read);
        return read;
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
