using System.Collections.Immutable;
using Krewe.Models;
using Krewe.Scaling;
using Krewe.Silo.Admin;
using Krewe.Silo.Admin.Cluster;
using Orleans;

namespace Krewe.Silo.Metrics;

/// <summary>Asks the pools, and the models that they name.</summary>
internal sealed class ClusterMetricsSource(IClusterReader cluster, IMachineReader machines, IGrainFactory grains, ISiloInformation silo, TimeProvider time) : IMetricsSource
{
    /// <summary>A model whose grain is on a silo that is just going is left out; the others do not wait for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<MetricsSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var status = await cluster.GetStatusAsync(cancellationToken);
        var queues = await Task.WhenAll(status.Models
            .Where(placement => !placement.Removing)
            .Select(placement => AskAsync(grains.GetGrain<IModelGrain>(placement.Model.ToString()), cancellationToken)));
        var scaling = await Task.WhenAll(status.Models
            .Where(placement => placement.Spec.Scaling is not null)
            .Select(placement => placement.Spec.GetPoolKey()).Distinct()
            .Select(pool => AskAsync(grains.GetGrain<IScalingGrain>(pool.ToString()), cancellationToken)));
        var (pools, _) = await machines.GetMachinesAsync(cancellationToken);
        return new MetricsSnapshot
        {
            TakenAt = time.GetUtcNow(),
            Version = status.Version,
            Engine = status.Engine,
            LocalHost = silo.Name,
            Hosts = status.Hosts,
            Models = status.Models,
            Queues = [.. queues.OfType<ModelView>()],
            Scaling = [.. scaling.SelectMany(views => views)],
            Machines = pools,
            Activations = status.Silos.Where(member => member.Name == silo.Name).Sum(member => member.Activations),
        };
    }

    private async Task<ImmutableArray<ScalingView>> AskAsync(IScalingGrain pool, CancellationToken cancellationToken)
    {
        try
        {
            return await pool.GetAsync().WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return [];
        }
    }

    private async Task<ModelView?> AskAsync(IModelGrain model, CancellationToken cancellationToken)
    {
        try
        {
            return await model.GetAsync().WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }
}
