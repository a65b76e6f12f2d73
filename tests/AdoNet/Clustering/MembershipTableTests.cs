using Krewe.Runtime.AdoNet.Clustering;
using Krewe.Runtime.AdoNet.Schema;
using Krewe.Runtime.AdoNet.Tests.Postgres;
using Krewe.Runtime.Membership;
using Krewe.Testing.Postgres;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.AdoNet.Tests.Clustering;

public sealed class MembershipTableTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    public static TheoryData<string> Contract => [.. MembershipTableContract.All.Keys];

    [Theory]
    [MemberData(nameof(Contract))]
    public Task InMemory_ByContract_Holds(string name) => MembershipTableContract.All[name](new InMemoryMembershipTable());

    [PostgresTheory]
    [MemberData(nameof(Contract))]
    public async Task InPostgres_ByContract_Holds(string name)
    {
        await using var table = await OpenAsync("the-cluster");
        await MembershipTableContract.All[name](table);
    }

    [PostgresFact]
    public async Task Clusters_InOneDatabase_DoNotMeet()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var one = await OpenAsync("one", database);
        await using var two = await OpenAsync("two", database);
        Assert.True(await one.InsertRowAsync(Entry(), (await one.ReadAllAsync()).Version.Next()));
        Assert.Empty((await two.ReadAllAsync()).Members);

        await one.DeleteMembershipTableEntriesAsync("one");

        Assert.StartsWith("KRW6106: ", (await Assert.ThrowsAsync<InvalidOperationException>(() => one.ReadAllAsync())).Message, StringComparison.Ordinal);
        Assert.Equal(0, (await two.ReadAllAsync()).Version.Version);
    }

    [PostgresFact]
    public async Task Gateways_OfActiveSilosWithAPort_AreListed()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var table = await OpenAsync("c", database);
        await table.InsertRowAsync(Entry(1), (await table.ReadAllAsync()).Version.Next());
        await table.InsertRowAsync(Entry(2, SiloStatus.Joining), (await table.ReadAllAsync()).Version.Next());
        await table.InsertRowAsync(Entry(3, proxy: 0), (await table.ReadAllAsync()).Version.Next());
        await using var gateways = new AdoNetGatewayListProvider(ClusterDatabase.From("Npgsql", database, null, "options"), "c", TimeSpan.FromMinutes(1));
        await gateways.InitializeGatewayListProviderAsync();
        Assert.Equal([new Uri("gwy.tcp://127.0.0.1:30000/5")], await gateways.GetGatewaysAsync());
    }

    [Theory]
    [InlineData("", "Host=h", "Invariant")]
    [InlineData("System.Data.SqlClient", "Host=h", "Invariant")]
    [InlineData("Npgsql", null, "either ConnectionString or DataSource")]
    [InlineData("Npgsql", "No such key=1", "is not one of Npgsql")]
    public void Options_ThatNameNoDatabase_AreRefused(string invariant, string? connection, string says)
    {
        var refused = Assert.Throws<OrleansConfigurationException>(() => ClusterDatabase.From(invariant, connection, null, "AdoNetClusteringSiloOptions"));
        Assert.StartsWith("KRW6104: AdoNetClusteringSiloOptions", refused.Message, StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    private async Task<AdoNetMembershipTable> OpenAsync(string cluster, string? database = null)
    {
        database ??= await postgres.CreateDatabaseAsync();
        await ClusteringSchema.UpgradeAsync(database);
        var table = new AdoNetMembershipTable(ClusterDatabase.From("Npgsql", database, null, "options"), cluster);
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true);
        return table;
    }

    private static MembershipEntry Entry(int port = 1, SiloStatus status = SiloStatus.Active, int proxy = 30000) => new()
    {
        SiloAddress = SiloAddress.New(System.Net.IPAddress.Loopback, port, 5),
        Status = status,
        ProxyPort = proxy,
        StartTime = DateTime.UnixEpoch,
        IAmAliveTime = DateTime.UnixEpoch,
    };
}
