using Krewe.Cluster.Tests.TestSilo;
#if ORLEANS
using Orleans.Messaging;
#else
using Krewe.Runtime.Clients;
#endif
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Krewe.Cluster.Tests.Support;

/// <summary>A client of the cluster in this process: no silo, finds the gateways in the database.</summary>
internal sealed class OutsideClient : ICaller, IAsyncDisposable
{
    private readonly IHost _host;

    private OutsideClient(IHost host) => _host = host;

    /// <summary>The way to grains.</summary>
    public IClusterClient Grains => _host.Services.GetRequiredService<IClusterClient>();

    /// <summary>Starts one, and waits until it is connected to so many gateways.</summary>
    /// <param name="cluster">Whose.</param>
    /// <param name="gateways">How many.</param>
    public static async Task<OutsideClient> StartAsync(SiloCluster cluster, int gateways)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (TestSiloProgram.Cluster, TestSiloProgram.Cluster))
            .UseAdoNetClustering((AdoNetClusteringClientOptions options) => (options.Invariant, options.ConnectionString) = ("Npgsql", cluster.ConnectionString)));
        var host = new OutsideClient(builder.Build());
        await host._host.StartAsync();
        await host.ConnectedAsync(gateways);
        return host;
    }

    /// <summary>Waits until it is connected to so many gateways.</summary>
#if ORLEANS
    public Task ConnectedAsync(int gateways) => Eventually.TrueAsync(
        async () => (await _host.Services.GetRequiredService<IGatewayListProvider>().GetGateways()).Count == gateways, () => $"{gateways} gateways are in the table");

    /// <summary>Null: Orleans does not say which gateway a call goes by.</summary>
    public string? GatewayOf(string counter) => null;
#else
    public Task ConnectedAsync(int gateways) =>
        Eventually.TrueAsync(() => Task.FromResult(Gateways.ConnectedCount == gateways), () => $"{gateways} gateways are connected, there are {Gateways.ConnectedCount}");

    /// <summary>The gateway that calls of a counter go by; null when none is connected, or when the engine does not say.</summary>
    public string? GatewayOf(string counter) => Gateways.Choose(Grains.GetGrain<ICounterGrain>(counter).GetGrainId())?.Gateway.ToParsableString();

    private GatewayPool Gateways => _host.Services.GetRequiredService<GatewayPool>();
#endif

    /// <inheritdoc/>
    public async Task<Reply> CallAsync(string path)
    {
        var parts = path.Split('/', '?');
        try
        {
            return new Reply(true, parts[1] switch
            {
                "add" => $"{await Grains.GetGrain<ILedgerGrain>(parts[2]).Add(parts[3])}",
                "next" => $"{await Grains.GetGrain<ICounterGrain>(parts[2]).Next()}",
                "where" => await Grains.GetGrain<ICounterGrain>(parts[2]).Where(),
                "hold" => await Grains.GetGrain<ICounterGrain>(parts[2]).Hold(),
                _ => throw new NotSupportedException($"'{path}' is no call."),
            });
        }
        catch (Exception exception) when (exception is not NotSupportedException)
        {
            return new Reply(false, $"{exception.GetType().Name} {exception.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
