using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>What can be configured of a stream provider.</summary>
public static class StreamConfiguratorExtensions
{
    /// <summary>Says over how many queues the streams are spread; the same on all silos and clients.</summary>
    /// <param name="configurator">The provider.</param>
    /// <param name="numOfQueues">From 1 to 1024.</param>
    public static void ConfigurePartitioning(this IMemoryStreamConfigurator configurator, int numOfQueues = 8) =>
        Configure<HashRingStreamQueueMapperOptions>(configurator, options => options.Configure(one => one.TotalQueueCount = numOfQueues));

    /// <summary>Says who can be subscribed.</summary>
    /// <param name="configurator">The provider.</param>
    /// <param name="pubSubType">Who.</param>
    public static void ConfigureStreamPubSub(this IStreamConfigurator configurator, StreamPubSubType pubSubType) =>
        Configure<StreamPubSubOptions>(configurator, options => options.Configure(one => one.PubSubType = pubSubType));

    /// <summary>Says how items are brought to consumers.</summary>
    /// <param name="configurator">The provider.</param>
    /// <param name="configureOptions">Sets the options.</param>
    public static void ConfigurePullingAgent(this ISiloPersistentStreamConfigurator configurator, Action<OptionsBuilder<StreamPullingAgentOptions>>? configureOptions = null)
    {
        if (configureOptions is not null)
        {
            Configure(configurator, configureOptions);
        }
    }

    private static void Configure<TOptions>(INamedServiceConfigurator configurator, Action<OptionsBuilder<TOptions>> configure) where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(configurator);
        configurator.ConfigureDelegate(services => configure(services.AddOptions<TOptions>(configurator.Name)));
    }
}
