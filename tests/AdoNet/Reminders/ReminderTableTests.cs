using Krewe.Runtime.AdoNet.Clustering;
using Krewe.Runtime.AdoNet.Reminders;
using Krewe.Runtime.AdoNet.Schema;
using Krewe.Runtime.AdoNet.Tests.Postgres;
using Krewe.Testing.Clusters;
using Krewe.Testing.Postgres;
using Krewe.Testing.Silos;
using Npgsql;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Krewe.Runtime.AdoNet.Tests.Reminders;

public sealed class ReminderTableTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    public static TheoryData<string> Contract => [.. ReminderTableContract.All.Keys];

    [Theory]
    [MemberData(nameof(Contract))]
    public Task InMemory_ByContract_Holds(string name) => ReminderTableContract.All[name](new SharedReminderTable());

    [PostgresTheory]
    [MemberData(nameof(Contract))]
    public async Task InPostgres_ByContract_Holds(string name)
    {
        await using var table = await OpenAsync("the-service");
        await ReminderTableContract.All[name](table);
    }

    [PostgresFact]
    public async Task Services_InOneDatabase_DoNotMeet()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var one = await OpenAsync("one", database);
        await using var two = await OpenAsync("two", database);
        await one.UpsertRow(Entry("r"));
        Assert.Empty((await two.ReadRows(0, 0)).Reminders);
        await two.TestOnlyClearTable();
        Assert.Single((await one.ReadRows(0, 0)).Reminders);
    }

    [PostgresFact]
    public async Task Upsert_OfALongName_SaysSo()
    {
        await using var table = await OpenAsync("s");
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => table.UpsertRow(Entry(new string('r', 151))));
        Assert.StartsWith("KRW6107: ", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>What a silo of the version before does: it asks for version 2 and finds a newer schema that it can read.</summary>
    [PostgresFact]
    public async Task Schema_WithReminders_IsReadByTheVersionBefore()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        await new SchemaUpgrade(source, [.. SchemaScript.All.Take(2)]).RunAsync(default);
        await ClusteringSchema.UpgradeAsync(source);
        await SchemaCheck.RunAsync(source, 2, default);
    }

    [PostgresFact]
    public async Task Silo_OnThatTable_StartsAndFindsItsSchema()
    {
        var database = await postgres.CreateDatabaseAsync();
        var refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => StartAsync(database));
        Assert.StartsWith("KRW6101: ", refused.Message, StringComparison.Ordinal);

        await ClusteringSchema.UpgradeAsync(database);
        await using var silo = await StartAsync(database);
        var table = (IReminderTable)silo.Services.GetService(typeof(IReminderTable))!;
        await table.UpsertRow(Entry("r"));
        await using var other = await OpenAsync("dev", database);
        Assert.Single((await other.ReadRows(0, 0)).Reminders);
    }

    private static Task<TestSilo> StartAsync(string database) => TestSilo.StartAsync(builder => builder.UseAdoNetReminderService(options =>
    {
        options.Invariant = "Npgsql";
        options.ConnectionString = database;
    }));

    private static ReminderEntry Entry(string name) =>
        new() { GrainId = GrainId.Create("test.reminded", "a"), ReminderName = name, StartAt = DateTime.UnixEpoch, Period = TimeSpan.FromMinutes(1) };

    private async Task<AdoNetReminderTable> OpenAsync(string service, string? database = null)
    {
        database ??= await postgres.CreateDatabaseAsync();
        await ClusteringSchema.UpgradeAsync(database);
        var table = new AdoNetReminderTable(ClusterDatabase.From("Npgsql", database, null, "options"), service);
        await table.StartAsync();
        return table;
    }
}
