using Orleans;

namespace Krewe.Storage.Tests.Sqlite;

public sealed class SqliteGrainStorageTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Write_SetsModifiedTimeOfItsClock()
    {
        await using (var storage = StorageFixture.Open(_directory))
        {
            await storage.WriteStateAsync("state", StorageFixture.Grain("a"), new GrainState<Sample>(new Sample()));
        }

        Assert.Equal(StorageFixture.Now.ToUnixTimeMilliseconds(), RawDatabase.Scalar(_directory.Database, "SELECT modified_ms FROM grain_state"));
    }
}
