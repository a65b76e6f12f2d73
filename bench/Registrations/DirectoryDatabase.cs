using System.Globalization;
using System.Net;
using Krewe.Runtime.AdoNet.Schema;
using Krewe.Storage.Postgres;
using Krewe.Testing.Postgres;
using Npgsql;
using Orleans.Runtime;

namespace Krewe.Bench.Registrations;

/// <summary>A PostgreSQL of its own, which syncs to disk as in production, with the schema and one active silo.</summary>
internal sealed class DirectoryDatabase : IAsyncDisposable
{
    private static readonly SiloAddress Silo = SiloAddress.New(IPAddress.Loopback, 11111, 1);

    private readonly PostgresServer _server;

    private DirectoryDatabase(PostgresServer server, NpgsqlDataSource source) => (_server, Source) = (server, source);

    public NpgsqlDataSource Source { get; }

    public string ConnectionString => _server.ConnectionString;

    public static async Task<DirectoryDatabase> StartAsync()
    {
        var server = await PostgresServer.StartAsync("fsync=on", "full_page_writes=on", "shared_buffers=128MB");
        var source = NpgsqlDataSource.Create(server.ConnectionString);
        await ClusteringSchema.UpgradeAsync(source);
        await PostgresSchema.MigrateAsync(source);
        await using var silo = source.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES ('bench');
            INSERT INTO OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, StartTime, IAmAliveTime)
            VALUES ('bench', '{Silo.Endpoint.Address}', {Silo.Endpoint.Port}, {Silo.Generation}, 'bench', 'localhost', 3, now(), now())
            """));
        await silo.ExecuteNonQueryAsync();
        return new DirectoryDatabase(server, source);
    }

    /// <summary>An activation of the grain of that number.</summary>
    public static GrainAddress Address(int number) => new()
    {
        GrainId = GrainId.Create("bench.entry", number.ToString(CultureInfo.InvariantCulture)),
        ActivationId = new ActivationId(new Guid(number, 0, 0, new byte[8])),
        SiloAddress = Silo,
        MembershipVersion = new MembershipVersion(1),
    };

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _server.DisposeAsync();
    }
}
