using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans;

/// <summary>Streams for hosts.</summary>
public static class ClientStreamExtensions
{
    /// <summary>A stream provider.</summary>
    /// <param name="clusterClient">The host's client.</param>
    /// <param name="name">The name under which the provider was added.</param>
    /// <exception cref="OrleansConfigurationException">There is none (KRW7504).</exception>
    public static IStreamProvider GetStreamProvider(this IClusterClient clusterClient, string name)
    {
        ArgumentNullException.ThrowIfNull(clusterClient);
        return GrainStreamingExtensions.Find(clusterClient.ServiceProvider, name);
    }
}
