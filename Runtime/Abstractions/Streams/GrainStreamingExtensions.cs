using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans;

/// <summary>Streams for grains.</summary>
public static class GrainStreamingExtensions
{
    /// <summary>A stream provider.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="name">The name under which the provider was added.</param>
    /// <exception cref="OrleansConfigurationException">There is none (KRW7504).</exception>
    public static IStreamProvider GetStreamProvider(this Grain grain, string name) => ((IGrainBase)grain).GetStreamProvider(name);

    /// <inheritdoc cref="GetStreamProvider(Grain, string)"/>
    public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return Find(grain.GrainContext.ActivationServices, name);
    }

    internal static IStreamProvider Find(IServiceProvider services, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return services.GetKeyedService<IStreamProvider>(name)
            ?? throw new OrleansConfigurationException($"KRW7504: There is no stream provider '{name}': add it on all silos, and on clients that use it, with AddMemoryStreams(\"{name}\").");
    }
}
