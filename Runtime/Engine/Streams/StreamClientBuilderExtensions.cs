using Krewe.Runtime.Observers;
using Krewe.Runtime.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>Adds streams to clients.</summary>
public static class StreamClientBuilderExtensions
{
    /// <summary>Adds what all stream providers use; the methods that add one call this.</summary>
    /// <param name="builder">The client.</param>
    public static IClientBuilder AddStreaming(this IClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IStreamHost>(services => new ClientStreamHost(
            services.GetRequiredService<LocalObservers>(), new Lazy<StreamConsumerExtension>(services.GetRequiredService<StreamConsumerExtension>)));
        StreamSiloBuilderExtensions.AddShared(builder.Services);
        return builder;
    }

    /// <summary>Adds streams in memory; silos have their queues, under the same name and as many as here.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Configures the provider.</param>
    public static IClientBuilder AddMemoryStreams(this IClientBuilder builder, string name, Action<IClusterClientMemoryStreamConfigurator>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.AddStreaming();
        configure?.Invoke(new MemoryStreamConfigurator(name, builder.Services));
        builder.Services.AddKeyedSingleton<IStreamProvider>(name, (services, _) => new MemoryStreamProvider(name, services));
        return builder;
    }
}
