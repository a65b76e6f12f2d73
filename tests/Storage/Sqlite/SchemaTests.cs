using System.Text;
using Krewe.Storage.Sqlite.Schema;
using Orleans;

namespace Krewe.Storage.Tests.Sqlite;

public sealed class SchemaTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Migrations_AreNumberedFromOneWithoutAGap() =>
        Assert.Equal(Enumerable.Range(1, Migrations.All.Length), Migrations.All.Select(step => step.Version));

    [Fact]
    public async Task Open_VersionOne_IsUpgradedWithItsState()
    {
        RawDatabase.Run(_directory.Database, """
            CREATE TABLE grain_state (state_name TEXT NOT NULL, grain_id TEXT NOT NULL, etag INTEGER NOT NULL, payload BLOB NOT NULL,
                PRIMARY KEY (state_name, grain_id)) STRICT;
            INSERT INTO grain_state VALUES ('state', 'sample/a', 41, CAST('{"Number":5}' AS BLOB));
            PRAGMA user_version = 1;
            """);

        await using var storage = StorageFixture.Open(_directory);
        var read = await storage.ReadAsync("a");
        Assert.Equal((5L, "41"), (read.State!.Number, read.ETag));

        await storage.WriteStateAsync("state", StorageFixture.Grain("a"), read);
        Assert.Equal("42", read.ETag);
        Assert.Equal((long)Migrations.Newest, RawDatabase.Scalar(_directory.Database, "PRAGMA user_version"));
    }

    [Fact]
    public async Task Open_UpgradeFailsMidway_LeavesTheOldSchema()
    {
        RawDatabase.Run(_directory.Database, """
            CREATE TABLE grain_state (state_name TEXT, grain_id TEXT, etag INTEGER, payload BLOB, PRIMARY KEY (state_name, grain_id));
            CREATE TABLE etag_counter (in_the_way INTEGER);
            PRAGMA user_version = 1;
            """);

        await using var storage = StorageFixture.Open(_directory);
        Assert.Equal(StorageCodes.StorageFailed, (await Assert.ThrowsAsync<StorageException>(storage.OpenAsync)).Code);

        Assert.Equal(1L, RawDatabase.Scalar(_directory.Database, "PRAGMA user_version"));
        Assert.Equal(0L, RawDatabase.Scalar(_directory.Database, "SELECT count(*) FROM pragma_table_info('grain_state') WHERE name = 'modified_ms'"));
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefusedAndUntouched()
    {
        RawDatabase.Run(_directory.Database, "CREATE TABLE future (x); PRAGMA user_version = 999;");
        var before = await File.ReadAllBytesAsync(_directory.Database);

        await using var storage = StorageFixture.Open(_directory);
        var refused = await Assert.ThrowsAsync<StorageException>(() => storage.ReadAsync("a"));

        Assert.Equal(StorageCodes.SchemaNewer, refused.Code);
        Assert.Contains("schema 999", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory.Database));
    }

    [Fact]
    public async Task Open_NotADatabase_IsRefusedAndUntouched()
    {
        var before = Encoding.UTF8.GetBytes(new string('x', 10_000));
        await File.WriteAllBytesAsync(_directory.Database, before);

        await AssertDamagedAsync(before);
    }

    [Fact]
    public async Task Open_DamagedPages_IsRefusedAndUntouched()
    {
        await using (var storage = StorageFixture.Open(_directory))
        {
            await Task.WhenAll(Enumerable.Range(0, 200).Select(i => storage.WriteStateAsync(
                "state", StorageFixture.Grain($"g{i}"), new GrainState<Sample>(new Sample { Text = new string('x', 500) }))));
        }

        var bytes = await File.ReadAllBytesAsync(_directory.Database);
        Array.Fill(bytes, (byte)0xA5, 8_192, bytes.Length - 8_192);
        await File.WriteAllBytesAsync(_directory.Database, bytes);

        await AssertDamagedAsync(bytes);
    }

    private async Task AssertDamagedAsync(byte[] before)
    {
        await using var storage = StorageFixture.Open(_directory);
        var refused = await Assert.ThrowsAsync<StorageException>(storage.OpenAsync);

        Assert.Equal(StorageCodes.StorageFailed, refused.Code);
        Assert.Contains("is damaged", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_directory.Database, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory.Database));
    }
}
