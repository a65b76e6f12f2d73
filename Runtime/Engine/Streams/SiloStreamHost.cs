using Krewe.Runtime.Clients;
using Krewe.Runtime.Placement;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.Runtime.Streams;

/// <summary>A silo: the grain of its control stands for its host.</summary>
internal sealed class SiloStreamHost(ClusterView cluster, IServiceProvider services) : IStreamHost
{
    public GrainId Consumer { get; } = SiloControl.On(cluster.Local);

    public bool HasSubscriptions { get; } = services.GetKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME) is not null;

    /// <summary>It was a host whose silo is dead, or a client that has left.</summary>
    public bool IsGone(GrainId consumer, Exception exception) => exception is OrleansException
        && (SiloControl.SiloOf(consumer) is { } silo
            ? cluster.StatusOf(silo) is SiloStatus.Dead or SiloStatus.None
            : ClientIds.IsClient(consumer) && exception is ClientNotAvailableException);
}
