using Krewe.Runtime.AdoNet.Clustering;
using Krewe.Runtime.AdoNet.Schema;
using Krewe.Runtime.AdoNet.Tests.Postgres;
using Krewe.Testing.Postgres;
using Npgsql;
using Orleans.Runtime;

namespace Krewe.Runtime.AdoNet.Tests.Schema;

public sealed class SchemaTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly SchemaScript Later = new(ClusteringSchema.Version + 1, 1, "CREATE TABLE LaterTable (n integer);");

    [Fact]
    public void Scripts_OfTheAssembly_AreNumberedWithoutGaps()
    {
        Assert.Equal(Enumerable.Range(1, SchemaScript.All.Count), SchemaScript.All.Select(script => script.Version));
        Assert.All(SchemaScript.All, script => Assert.InRange(script.ReadableBy, 1, script.Version));
    }

    [PostgresFact]
    public async Task Upgrade_OfAnEmptyDatabase_MakesTheNewestAndThenNothing()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        Assert.Equal(new SchemaUpgradeResult(0, ClusteringSchema.Version), await ClusteringSchema.UpgradeAsync(source));
        Assert.Equal(new SchemaUpgradeResult(ClusteringSchema.Version, ClusteringSchema.Version), await ClusteringSchema.UpgradeAsync(source));
    }

    [PostgresFact]
    public async Task Upgrade_ByManyAtOnce_HappensOnce()
    {
        var database = await postgres.CreateDatabaseAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ClusteringSchema.UpgradeAsync(database))));
        Assert.Single(results, result => result.Before == 0);
        Assert.All(results, result => Assert.Equal(ClusteringSchema.Version, result.After));
    }

    [PostgresFact]
    public async Task Upgrade_WhileASiloRuns_IsNotNoticed()
    {
        var database = await postgres.CreateDatabaseAsync();
        await ClusteringSchema.UpgradeAsync(database);
        await using var table = Table(database);
        await table.InitializeMembershipTableAsync(true);
        await using var source = NpgsqlDataSource.Create(database);

        await new SchemaUpgrade(source, [.. SchemaScript.All, Later]).RunAsync(default);

        Assert.Equal(0, (await table.ReadAllAsync()).Version.Version);
        // Nor does an older silo mind that starts now: the later schema says that it can be read.
        await using var restarted = Table(database);
        await restarted.InitializeMembershipTableAsync(true);
    }

    [PostgresFact]
    public async Task Upgrade_ThatFails_LeavesTheVersionBeforeIt()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        var broken = Later with { Text = "CREATE TABLE Half (n integer); SELECT 1/0;" };
        await Assert.ThrowsAsync<PostgresException>(() => new SchemaUpgrade(source, [.. SchemaScript.All, broken]).RunAsync(default));
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_tables WHERE tablename = 'half'");
        Assert.Equal(0L, await command.ExecuteScalarAsync());

        Assert.Equal(new SchemaUpgradeResult(ClusteringSchema.Version, Later.Version), await new SchemaUpgrade(source, [.. SchemaScript.All, Later]).RunAsync(default));
    }

    [PostgresFact]
    public async Task Start_OnOtherSchemas_SaysWhatToRun()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database);
        await using var table = Table(database);
        await AssertRefusedAsync("KRW6101: ", "Silo --migrate");

        await new SchemaUpgrade(source, [SchemaScript.All[0]]).RunAsync(default);
        await AssertRefusedAsync("KRW6102: ", "Silo --migrate");

        await new SchemaUpgrade(source, [.. SchemaScript.All, Later with { ReadableBy = Later.Version }]).RunAsync(default);
        await AssertRefusedAsync("KRW6103: ", "Install the newer silo");

        async Task AssertRefusedAsync(string code, string says)
        {
            var refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => table.InitializeMembershipTableAsync(true));
            Assert.StartsWith(code, refused.Message, StringComparison.Ordinal);
            Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        }
    }

    [PostgresFact]
    public async Task Queries_TakenAway_AreNamed()
    {
        var database = await postgres.CreateDatabaseAsync();
        await ClusteringSchema.UpgradeAsync(database);
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("DELETE FROM OrleansQuery WHERE QueryKey = 'MembershipReadAllKey'");
        await command.ExecuteNonQueryAsync();
        await using var table = Table(database);
        await table.InitializeMembershipTableAsync(true);
        var refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => table.ReadAllAsync());
        Assert.StartsWith("KRW6105: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("MembershipReadAllKey", refused.Message, StringComparison.Ordinal);
    }

    private static AdoNetMembershipTable Table(string database) => new(ClusterDatabase.From("Npgsql", database, null, "options"), "c");
}
