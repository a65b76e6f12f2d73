using System.Net;
using System.Net.Sockets;
using Krewe.Storage.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Krewe.Bench.Engine;

/// <summary>Hosts of the engine that this program was built on, by its public API alone.</summary>
internal static class EngineHosts
{
#if ORLEANS
    public const string Engine = "Microsoft Orleans";
#else
    public const string Engine = "bundled engine";
#endif

    private const string Cluster = "bench";

    /// <summary>A silo on its own.</summary>
    public static IHost Alone() => Silo(silo => silo.UseLocalhostClustering(FreePort(), FreePort()));

    /// <summary>A silo of several processes, which find each other in a database.</summary>
    public static IHost Member(string database, int gatewayPort) => Silo(silo => silo
        .ConfigureEndpoints(IPAddress.Loopback, FreePort(), gatewayPort)
        .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (Cluster, Cluster))
        .UseAdoNetClustering((AdoNetClusteringSiloOptions options) => (options.Invariant, options.ConnectionString) = ("Npgsql", database))
        .AddPostgresGrainDirectory(options => options.ConnectionString = database));

    /// <summary>A client outside of the silos.</summary>
    public static IHost Client(int gatewayPort)
    {
        var builder = Empty();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort, Cluster, Cluster));
        return builder.Build();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IHost Silo(Action<ISiloBuilder> configure)
    {
        var builder = Empty();
        builder.UseOrleans(configure);
        return builder.Build();
    }

    private static HostApplicationBuilder Empty()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        return builder;
    }
}
