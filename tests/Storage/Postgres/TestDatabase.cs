using Krewe.Storage.Postgres;
using Krewe.Testing.Postgres;
using Npgsql;

namespace Krewe.Storage.Tests.Postgres;

/// <summary>A database of its own, with the storage's schema and a membership table, on the server that all tests share or on a given one.</summary>
internal sealed class TestDatabase
{
    public const string Cluster = "cluster";

    /// <summary>As the clustering scripts define it.</summary>
    private const string Membership = """
        CREATE TABLE OrleansMembershipTable (
            DeploymentId varchar(150) NOT NULL, Address varchar(45) NOT NULL, Port int NOT NULL, Generation int NOT NULL,
            SiloName varchar(150) NOT NULL, HostName varchar(150) NOT NULL, Status int NOT NULL, ProxyPort int NULL, SuspectTimes varchar(8000) NULL,
            StartTime timestamptz(3) NOT NULL, IAmAliveTime timestamptz(3) NOT NULL,
            PRIMARY KEY (DeploymentId, Address, Port, Generation));
        """;

    // It ends with the test process: see the fixture.
    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => PostgresServer.StartAsync());

    private TestDatabase(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync(PostgresServer? server = null)
    {
        var database = await CreateEmptyAsync(server);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await PostgresSchema.MigrateAsync(source);
        await database.ExecuteAsync(Membership);
        return database;
    }

    public static async Task<TestDatabase> CreateEmptyAsync(PostgresServer? server = null) =>
        new(await (server ?? await Shared.Value).CreateDatabaseAsync() + ";Pooling=false");

    public PostgresGrainStorage Storage(Action<PostgresStorageOptions>? configure = null)
    {
        var options = new PostgresStorageOptions { ConnectionString = Pooled(), ServiceId = "service" };
        configure?.Invoke(options);
        return new PostgresGrainStorage("test", options, TimeProvider.System);
    }

    public PostgresGrainDirectory Directory(Action<PostgresDirectoryOptions>? configure = null)
    {
        var options = new PostgresDirectoryOptions { ConnectionString = Pooled(), ClusterId = Cluster };
        configure?.Invoke(options);
        return new PostgresGrainDirectory(options, TimeProvider.System);
    }

    public async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The tests' own text.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    public string Pooled() => ConnectionString.Replace(";Pooling=false", "", StringComparison.Ordinal);
}
