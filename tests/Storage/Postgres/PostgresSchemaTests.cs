using Krewe.Storage.Postgres;
using Krewe.Storage.Postgres.Schema;
using Krewe.Storage.Tests.Sqlite;
using Krewe.Testing.Postgres;
using Npgsql;
using Orleans;

namespace Krewe.Storage.Tests.Postgres;

public sealed class PostgresSchemaTests
{
    [Fact]
    public void Migrations_AreNumberedFromOneWithoutAGap() =>
        Assert.Equal(Enumerable.Range(1, PostgresMigrations.All.Length), PostgresMigrations.All.Select(step => step.Version));

    [PostgresFact]
    public async Task Open_NoSchema_SaysWhatToRun()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await using var storage = database.Storage();

        var refused = await Assert.ThrowsAsync<StorageException>(storage.OpenAsync);

        Assert.Equal(StorageCodes.SchemaMissing, refused.Code);
        Assert.Contains("Silo --migrate", refused.Message, StringComparison.Ordinal);

        // What was missing came: the storage that said so works.
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await PostgresSchema.MigrateAsync(source);
        await storage.OpenAsync();
    }

    [PostgresFact]
    public async Task Migrate_OlderSchemaInUse_KeepsItsState()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(PostgresMigrations.All[0].Sql + """
            CREATE TABLE krewe_storage_schema (version integer NOT NULL PRIMARY KEY, oldest_reader integer NOT NULL, reason text NOT NULL, upgraded_at timestamptz NOT NULL DEFAULT now());
            INSERT INTO krewe_storage_schema VALUES (1, 1, 'grain state');
            INSERT INTO krewe_grain_state VALUES ('service', 'state', 'sample/a', 41, '{"Number":5}', gen_random_uuid(), now());
            """);
        await using var storage = database.Storage();
        Assert.Equal(StorageCodes.SchemaMissing, (await Assert.ThrowsAsync<StorageException>(storage.OpenAsync)).Code);

        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        Assert.Equal(["2 grain directory", "3 event log"], (await PostgresSchema.MigrateAsync(source)).AsEnumerable());

        var read = await storage.ReadAsync("a");
        Assert.Equal((5L, "41"), (read.State!.Number, read.ETag));
    }

    [PostgresFact]
    public async Task Migrate_ManyAtOnce_EachStepIsTakenOnce()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);

        var steps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresSchema.MigrateAsync(source)));

        Assert.Equal(PostgresMigrations.Newest, steps.Sum(taken => taken.Length));
        Assert.Equal((long)PostgresMigrations.Newest, await database.ScalarAsync("SELECT count(*) FROM krewe_storage_schema"));
    }

    [PostgresTheory]
    [InlineData(999, true)]
    [InlineData(1, false)]
    public async Task Open_NewerSchema_IsRefusedUnlessItWorksWithThisVersion(int oldestReader, bool isRefused)
    {
        var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync($"INSERT INTO krewe_storage_schema VALUES (999, {oldestReader}, 'future')");
        await using var storage = database.Storage();

        var outcome = await Record.ExceptionAsync(() => storage.WriteStateAsync("state", StorageFixture.Grain("a"), new GrainState<Sample>(new Sample())));

        Assert.Equal(isRefused ? StorageCodes.SchemaNewer : null, (outcome as StorageException)?.Code);
    }
}
