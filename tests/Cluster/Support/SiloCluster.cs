using System.Globalization;
using Krewe.Runtime.AdoNet.Schema;
using Krewe.Storage.Postgres;
using Krewe.Testing.Postgres;
using Krewe.Testing.Processes;
using Npgsql;

namespace Krewe.Cluster.Tests.Support;

/// <summary>Silos as processes over one PostgreSQL, which is the scenario's own.</summary>
public sealed class SiloCluster : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<SiloProcess> _silos = [];
    private readonly string[] _arguments;

    private SiloCluster(PostgresServer database, string[] arguments)
    {
        Database = database;
        _arguments = arguments;
    }

    public PostgresServer Database { get; }

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
    public static async Task<SiloCluster> StartAsync(int silos, params string[] arguments)
    {
        var cluster = new SiloCluster(await PostgresServer.StartAsync(), arguments);
        try
        {
            await using (var source = NpgsqlDataSource.Create(cluster.Database.ConnectionString))
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

    /// <summary>Starts a silo, on a given port or any.</summary>
    public async Task<SiloProcess> StartSiloAsync(string name, int port = 0)
    {
        var silo = await SiloProcess.StartAsync(name,
        [
            "--database", Database.ConnectionString, "--executions", _directory.Path, "--port", port.ToString(CultureInfo.InvariantCulture), .. _arguments,
        ]);
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

    /// <summary>How often each request began to be executed.</summary>
    public IReadOnlyDictionary<string, int> ReadExecutions() => Directory.GetFiles(_directory.Path, "executions-*").SelectMany(File.ReadLines).CountBy(id => id).ToDictionary();

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Silos)
        {
            await silo.DisposeAsync();
        }

        await Database.DisposeAsync();
        _directory.Dispose();
    }
}
