using System.Collections.Immutable;
using Krewe.Models;
using Krewe.Pools;
using Krewe.Silo.Admin.Cluster;
using Krewe.Silo.Configuration;
using Krewe.Silo.Metrics;
using Orleans;

namespace Krewe.Silo.Hosting;

/// <summary>Every few seconds hands the gauges what the grains of this silo's host know.</summary>
internal sealed partial class MetricsPublisher(
    IGrainFactory grains, IClusterReader cluster, KreweMetrics metrics, SiloSettings settings, TimeProvider time, ILogger<MetricsPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    metrics.Publish(await ReadAsync());
                }
                catch (Exception exception)
                {
                    Log.Failed(logger, exception);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task<MetricsSnapshot> ReadAsync()
    {
        var pool = await grains.GetGrain<IPoolGrain>(new Naming.PoolKey(settings.Region, settings.Pool).ToString()).GetAsync();
        var queues = await Task.WhenAll(pool.Models.Select(model => grains.GetGrain<IModelGrain>(model.Model.ToString()).GetAsync()));
        var silos = await cluster.GetSilosAsync();
        return new MetricsSnapshot
        {
            Version = ProductVersion.Text,
            Engine = ProductVersion.Engine,
            Hosts = [.. pool.Hosts.Where(host => host.Host == settings.Host)],
            Models = pool.Models,
            Queues = [.. queues.OfType<ModelView>()],
            Activations = silos.Sum(silo => silo.Activations),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5200, Level = LogLevel.Information, Message = "The gauges could not be renewed; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
