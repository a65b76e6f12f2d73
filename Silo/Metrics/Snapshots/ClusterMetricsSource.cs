using Krewe.Models;
using Krewe.Silo.Admin;
using Krewe.Silo.Admin.Cluster;
using Orleans;

namespace Krewe.Silo.Metrics;

/// <summary>Asks the pools, and the models that they name.</summary>
internal sealed class ClusterMetricsSource(IClusterReader cluster, IGrainFactory grains, ISiloInformation silo, TimeProvider time) : IMetricsSource
{
    public async Task<MetricsSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var status = await cluster.GetStatusAsync(cancellationToken);
        var queues = await Task.WhenAll(status.Models
            .Where(placement => !placement.Removing)
            .Select(placement => grains.GetGrain<IModelGrain>(placement.Model.ToString()).GetAsync()));
        return new MetricsSnapshot
        {
            TakenAt = time.GetUtcNow(),
            Version = status.Version,
            Engine = status.Engine,
            Hosts = status.Hosts,
            Models = status.Models,
            Queues = [.. queues.OfType<ModelView>()],
            Activations = status.Silos.Where(member => member.Name == silo.Name).Sum(member => member.Activations),
        };
    }
}
