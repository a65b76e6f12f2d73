using System.Net;
using Krewe.Storage.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Krewe.Cluster.Tests.TestSilo;

/// <summary>A silo as a process: clustering, state and directory in PostgreSQL, and a small way in over HTTP for callers outside.</summary>
public static class TestSiloProgram
{
    public const string Storage = "state";
    public const string Cluster = "test-cluster";
    public const string Ready = "ready ";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var settings = TestSiloSettings.From(arguments);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddFilter("Krewe.Runtime.Membership", LogLevel.Information)
            .AddSimpleConsole(console => (console.SingleLine, console.ColorBehavior) = (true, LoggerColorBehavior.Disabled));
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Shutdown);
        builder.Services.AddSingleton(new ExecutionFile(settings.Executions));
        builder.UseOrleans(silo => Configure(silo, settings));
        await using var app = builder.Build();
        Endpoints.Map(app);
        await app.StartAsync();
        var http = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var local = app.Services.GetRequiredService<ILocalSiloDetails>();
        Console.WriteLine($"{Ready}{http} {local.SiloAddress.ToParsableString()} {local.GatewayAddress.ToParsableString()}");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static void Configure(ISiloBuilder silo, TestSiloSettings settings)
    {
        Listen(silo, settings.Port).Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (Cluster, Cluster))
            .Configure<SiloOptions>(options => options.SiloName = settings.Name)
            .UseAdoNetClustering((AdoNetClusteringSiloOptions options) => (options.Invariant, options.ConnectionString) = ("Npgsql", settings.Database))
            .AddPostgresGrainStorage(Storage, options => (options.ConnectionString, options.Timeout) = (settings.Database, settings.StorageTimeout))
            .AddPostgresGrainDirectory(options => (options.ConnectionString, options.Timeout) = (settings.Database, settings.StorageTimeout));
        if (settings.Probe > TimeSpan.Zero)
        {
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = settings.Probe;
                options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
                options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            });
        }
    }

#if ORLEANS
    /// <summary>Orleans takes no 0 for "any".</summary>
    private static ISiloBuilder Listen(ISiloBuilder silo, int port) =>
        silo.ConfigureEndpoints(IPAddress.Loopback, port != 0 ? port : FreePort(), FreePort());

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
#else
    private static ISiloBuilder Listen(ISiloBuilder silo, int port) => silo.ConfigureEndpoints(IPAddress.Loopback, port, gatewayPort: 0)
        .Configure<EndpointOptions>(endpoints => endpoints.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Loopback, 0));
#endif
}
