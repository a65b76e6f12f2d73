using Krewe.Runtime.Activations;
using Krewe.Runtime.Placement;
using Krewe.Runtime.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>Adds streams.</summary>
public static class StreamSiloBuilderExtensions
{
    /// <summary>Adds what all stream providers use; the methods that add one call this.</summary>
    /// <param name="builder">The silo.</param>
    public static ISiloBuilder AddStreaming(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton<IStreamHost, SiloStreamHost>();
        AddShared(services);
        services.TryAddKeyedSingleton<GrainExtensionFactory>(typeof(IStreamConsumerExtension), static (provider, _) => context =>
            SiloControl.SiloOf(context.GrainId) is null
                ? ActivatorUtilities.CreateInstance<StreamConsumerExtension>(provider, context)
                : provider.GetRequiredService<StreamConsumerExtension>());
        return builder;
    }

    /// <summary>Adds streams in memory: not stored, spread over queues that are grains. The same on all silos.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Configures the provider.</param>
    public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name, Action<ISiloMemoryStreamConfigurator>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.AddStreaming();
        configure?.Invoke(new MemoryStreamConfigurator(name, builder.Services));
        builder.Services.AddKeyedSingleton<IStreamProvider>(name, (services, _) => new MemoryStreamProvider(name, services));
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new StreamProviderStart(services, name));
        return builder;
    }

    /// <summary>What silos and clients have alike.</summary>
    internal static void AddShared(IServiceCollection services)
    {
        services.TryAddSingleton<StreamServices>();
        services.TryAddSingleton<StreamConsumerExtension>(); // the host's
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StreamPullingAgentOptions>, StreamOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HashRingStreamQueueMapperOptions>, StreamOptionsValidator>());
    }
}
