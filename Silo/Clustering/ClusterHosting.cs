using Krewe.Admin;
using Krewe.Grains;
using Krewe.Silo.Configuration;
using Krewe.Storage.Locking;
using Krewe.Storage.Postgres;
using Krewe.Storage.Serialization;
using Krewe.Storage.Sqlite;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Krewe.Silo.Clustering;

/// <summary>Where a silo's grains are known and kept: in the silo and a file, or in a cluster and its database.</summary>
internal static class ClusterHosting
{
#if ORLEANS
    private const string Engine = "orleans";
#else
    private const string Engine = "embedded";
#endif

    private const string Driver = "Npgsql";

    /// <summary>A silo on its own: nothing listens, SQLite keeps the state.</summary>
    public static ISiloBuilder UseNoCluster(this ISiloBuilder silo, SiloSettings settings, DataDirectoryLock dataLock) => silo
        .UseLocalhostClustering(gatewayPort: 0)
        .AddSqliteGrainStorage(StateNames.Storage, options =>
        {
            options.DataDirectory = settings.DataDirectory;
            options.Lock = dataLock;
            options.Serializer = new JsonStateSerializer(KreweJson.Options);
        });

    /// <summary>One of several: PostgreSQL holds who is a member, where grains are and what they keep.</summary>
    public static ISiloBuilder UseCluster(this ISiloBuilder silo, ClusterSettings cluster)
    {
        silo.Services.AddSingleton<HostNameGuard>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<HostNameGuard>());
        return silo
            .Configure<ClusterOptions>(options =>
            {
                // Engines do not understand each other: to each other their clusters do not exist.
                options.ClusterId = $"{cluster.ClusterId}+{Engine}";
                options.ServiceId = cluster.ServiceId;
            })
            .ConfigureEndpoints(AdvertisedAddress.Of(cluster), PortOf(cluster.SiloPort), cluster.GatewayPort, cluster.ListenAny)
            .Configure<ClusterMembershipOptions>(options => options.ProbeTimeout = cluster.ProbeTimeout)
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Driver, cluster.Database))
            .AddPostgresGrainDirectory(options => options.ConnectionString = cluster.Database)
            .AddPostgresGrainStorage(StateNames.Storage, options =>
            {
                options.ConnectionString = cluster.Database;
                options.Serializer = new JsonStateSerializer(KreweJson.Options);
            })
            .AddPostgresEventLog(StateNames.Events, options => options.ConnectionString = cluster.Database)
            .UseTls(cluster);
    }

#if ORLEANS
    /// <summary>Orleans takes no 0 for "any": one that is free now.</summary>
    private static int PortOf(int asked)
    {
        if (asked != 0)
        {
            return asked;
        }

        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
#else
    private static int PortOf(int asked) => asked;
#endif

    private static ISiloBuilder UseTls(this ISiloBuilder silo, ClusterSettings cluster)
    {
        if (cluster.TlsCertificate is null)
        {
            return silo;
        }

#if ORLEANS
        throw new OrleansConfigurationException(
            $"KRW2101: {SettingCatalog.TlsCertificate.Option} belongs to the bundled engine; with Orleans what is between silos is secured outside.");
#else
        return silo.UseTransportTls(tls =>
            (tls.CertificateFile, tls.KeyFile, tls.AuthorityFile) = (cluster.TlsCertificate, cluster.TlsKey, cluster.TlsAuthority));
#endif
    }
}
