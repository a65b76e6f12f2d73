using System.Globalization;
using Krewe.Runtime.AdoNet.Schema;
using Krewe.Storage.Postgres;
using Krewe.Testing.Postgres;
using Npgsql;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Krewe.Bench.Activations;

/// <summary>
/// Silos in this process with their directory in a PostgreSQL of their own, which syncs to disk as in production. Messages between silos take
/// their wire form.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly InProcessTestCluster _silos;

    private PostgresCluster(PostgresServer server, NpgsqlDataSource source, InProcessTestCluster silos) => (_server, Source, _silos) = (server, source, silos);

    public NpgsqlDataSource Source { get; }

    public InProcessTestCluster Silos => _silos;

    public static async Task<PostgresCluster> StartAsync(short silos)
    {
        var server = await PostgresServer.StartAsync("fsync=on", "full_page_writes=on", "shared_buffers=128MB");
        var source = NpgsqlDataSource.Create(server.ConnectionString);
        await ClusteringSchema.UpgradeAsync(source);
        await PostgresSchema.MigrateAsync(source);
        var builder = new InProcessTestClusterBuilder(silos)
            .ConfigureSilo((_, silo) => silo.AddPostgresGrainDirectory(options => options.ConnectionString = server.ConnectionString));
        builder.Options.ClusterId = "bench";
        var cluster = new PostgresCluster(server, source, builder.Build());
        await cluster._silos.DeployAsync();
        foreach (var silo in cluster._silos.Silos)
        {
            await cluster.EnterAsync(silo.SiloAddress);
        }

        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await _silos.DisposeAsync();
        await Source.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>The directory takes registrations of silos that the membership table has as active.</summary>
    private async Task EnterAsync(SiloAddress silo)
    {
        await using var command = Source.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES ('bench') ON CONFLICT DO NOTHING;
            INSERT INTO OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, StartTime, IAmAliveTime)
            VALUES ('bench', '{silo.Endpoint.Address}', {silo.Endpoint.Port}, {silo.Generation}, 'bench', 'localhost', 3, now(), now())
            """));
        await command.ExecuteNonQueryAsync();
    }
}
