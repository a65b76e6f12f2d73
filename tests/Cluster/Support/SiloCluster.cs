using System.Globalization;
using Krewe.Runtime.AdoNet.Schema;
using Krewe.Storage.Postgres;
using Krewe.Testing.Postgres;
using Krewe.Testing.Processes;
using Npgsql;

namespace Krewe.Cluster.Tests.Support;

/// <summary>Silos as processes over one database, which is the scenario's own.</summary>
public sealed class SiloCluster : IAsyncDisposable
{
    // One for all scenarios that do not harm it, each with its own database; it ends with this process.
    private static readonly Lazy<Task<PostgresServer>> Server = new(() => PostgresServer.StartAsync());

    private readonly TemporaryDirectory _directory = new();
    private readonly List<SiloProcess> _silos = [];
    private readonly string[] _arguments;
    private readonly bool _ownsServer;

    private SiloCluster(PostgresServer database, bool ownsServer, string connectionString, string[] arguments)
    {
        _ownsServer = ownsServer;
        Database = database;
        ConnectionString = connectionString;
        Callers = new SiloChooser(this);
        _arguments = arguments;
    }

    /// <summary>The server; a scenario that has its own may stop and start it.</summary>
    public PostgresServer Database { get; private set; }

    /// <summary>The server that follows it; null when there is none.</summary>
    public PostgresServer? Standby { get; private set; }

    /// <summary>Where the silos' database is.</summary>
    public string ConnectionString { get; }

    /// <summary>Callers who use any of the silos, over HTTP.</summary>
    public SiloChooser Callers { get; }

    /// <summary>The silos that were started and neither ended nor were taken out.</summary>
    public IReadOnlyList<SiloProcess> Silos
    {
        get
        {
            lock (_silos)
            {
                return [.. _silos];
            }
        }
    }

    /// <summary>Starts a database with the schema, and silos.</summary>
    /// <param name="silos">How many.</param>
    /// <param name="arguments">Further arguments for each.</param>
    public static async Task<SiloCluster> StartAsync(int silos, params string[] arguments) => await StartAsync(await Server.Value, ownsServer: false, silos, arguments);

    /// <summary>Starts a server that nobody else uses, with the schema, and silos.</summary>
    /// <param name="silos">How many.</param>
    public static async Task<SiloCluster> StartWithServerAsync(int silos) => await StartAsync(await PostgresServer.StartAsync(), ownsServer: true, silos, []);

    /// <summary>Starts a server that nobody else uses, its synchronous standby, the schema, and silos that know both.</summary>
    /// <param name="silos">How many.</param>
    public static async Task<SiloCluster> StartWithStandbyAsync(int silos)
    {
        var primary = await PostgresServer.StartAsync(PostgresServer.Synchronous);
        var standby = await PostgresServer.StartStandbyAsync(primary);
        return await StartAsync(primary, ownsServer: true, silos, [], standby);
    }

    /// <summary>The primary is gone for good: its standby takes its place.</summary>
    public async Task PromoteStandbyAsync()
    {
        await Standby!.PromoteAsync();
        (Database, Standby) = (Standby, Database);
    }

    /// <summary>Ends the server before the process does it.</summary>
    public static async Task DisposeServerAsync()
    {
        if (Server.IsValueCreated)
        {
            await (await Server.Value).DisposeAsync();
        }
    }

    /// <summary>Starts a silo, on a given port or any, of this build or of another one.</summary>
    public async Task<SiloProcess> StartSiloAsync(string name, int port = 0, string? assembly = null)
    {
        var silo = await SiloProcess.StartAsync(name,
        [
            "--database", ConnectionString, "--executions", _directory.Path, "--port", port.ToString(CultureInfo.InvariantCulture), .. _arguments,
        ], assembly);
        lock (_silos)
        {
            _silos.Add(silo);
        }

        return silo;
    }

    /// <summary>Takes a silo out of those that callers use; the process goes on.</summary>
    public void TakeOut(SiloProcess silo)
    {
        lock (_silos)
        {
            _silos.Remove(silo);
        }
    }

    /// <summary>Asks the scenario's database.</summary>
    public Task<string> QueryAsync(string sql) => Database.ExecuteAsync(sql, new NpgsqlConnectionStringBuilder(ConnectionString).Database!);

    /// <summary>How often each request began to be executed.</summary>
    public IReadOnlyDictionary<string, int> ReadExecutions() => Directory.GetFiles(_directory.Path, "executions-*").SelectMany(File.ReadLines).CountBy(id => id).ToDictionary();

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Silos.Select(silo => silo.DisposeAsync().AsTask()));
        _directory.Dispose();
        if (_ownsServer)
        {
            await Database.DisposeAsync();
            await (Standby?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private static async Task<SiloCluster> StartAsync(PostgresServer server, bool ownsServer, int silos, string[] arguments, PostgresServer? standby = null)
    {
        var database = await server.CreateDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        var cluster = new SiloCluster(server, ownsServer, standby is null ? database : server.ConnectionStringTo(name, standby), arguments) { Standby = standby };
        try
        {
            await using (var source = NpgsqlDataSource.Create(database))
            {
                await ClusteringSchema.UpgradeAsync(source);
                await PostgresSchema.MigrateAsync(source);
            }

            await Task.WhenAll(Enumerable.Range(1, silos).Select(number => cluster.StartSiloAsync($"silo{number}")));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }
}
