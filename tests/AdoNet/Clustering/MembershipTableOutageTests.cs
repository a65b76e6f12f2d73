using Krewe.Runtime.AdoNet.Clustering;
using Krewe.Runtime.AdoNet.Schema;
using Krewe.Testing.Postgres;
using Npgsql;

namespace Krewe.Runtime.AdoNet.Tests.Clustering;

public sealed class MembershipTableOutageTests
{
    [PostgresFact]
    public async Task Restart_OfTheServer_IsOverWithTheNextOperations()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var table = await OpenAsync(server);
        await table.ReadAllAsync();

        await server.StopImmediatelyAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => table.ReadAllAsync());
        await server.StartAgainAsync();

        // A pooled connection may be one that broke; each attempt uses up one.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Assert.Equal(0, (await table.ReadAllAsync()).Version.Version);
                return;
            }
            catch (NpgsqlException) when (attempt < 5)
            {
            }
        }
    }

    [PostgresFact]
    public async Task Pause_OfTheServer_EndsWithTheCallersPatience()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var table = await OpenAsync(server);
        await table.ReadAllAsync();
        using var patience = new CancellationTokenSource();

        server.Pause();
        var read = table.ReadAllAsync(patience.Token);
        patience.Cancel();

        Assert.True(read.IsCanceled);
        server.Resume();
        Assert.Equal(0, (await table.ReadAllAsync().WaitAsync(TimeSpan.FromSeconds(60))).Version.Version);
    }

    private static async Task<AdoNetMembershipTable> OpenAsync(PostgresServer server)
    {
        await ClusteringSchema.UpgradeAsync(server.ConnectionString);
        var table = new AdoNetMembershipTable(ClusterDatabase.From("Npgsql", server.ConnectionString, null, "options"), "c");
        await table.InitializeMembershipTableAsync(true);
        return table;
    }
}
