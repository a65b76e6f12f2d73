using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Directory;
using Krewe.Runtime.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>
/// Adds storage in memory: a table of the process where a silo is alone, grains where it is one of several. What a silo held is gone with it.
/// </summary>
public static class MemoryGrainStorageSiloBuilderExtensions
{
    /// <summary>Adds storage in memory under a name.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The name.</param>
    /// <param name="configureOptions">Sets its options.</param>
    public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name, Action<MemoryGrainStorageOptions> configureOptions) =>
        builder.AddMemoryGrainStorage(name, options => options.Configure(configureOptions));

    /// <inheritdoc cref="AddMemoryGrainStorage(ISiloBuilder, string, Action{MemoryGrainStorageOptions})"/>
    public static ISiloBuilder AddMemoryGrainStorage(
        this ISiloBuilder builder, string name, Action<OptionsBuilder<MemoryGrainStorageOptions>>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        configureOptions?.Invoke(builder.Services.AddOptions<MemoryGrainStorageOptions>(name));
        builder.Services.AddGrainStorage(name, Create);
        return builder;
    }

    /// <summary>Adds storage in memory for states that name none.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configureOptions">Sets its options.</param>
    public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder, Action<MemoryGrainStorageOptions> configureOptions) =>
        builder.AddMemoryGrainStorage(ProviderNames.DefaultStorage, configureOptions);

    /// <inheritdoc cref="AddMemoryGrainStorageAsDefault(ISiloBuilder, Action{MemoryGrainStorageOptions})"/>
    public static ISiloBuilder AddMemoryGrainStorageAsDefault(
        this ISiloBuilder builder, Action<OptionsBuilder<MemoryGrainStorageOptions>>? configureOptions = null) =>
        builder.AddMemoryGrainStorage(ProviderNames.DefaultStorage, configureOptions);

    private static IGrainStorage Create(IServiceProvider services, string name) =>
        services.GetRequiredService<IGrainLocator>() is LocalGrainLocator
            ? new MemoryGrainStorage()
            : new ClusterMemoryGrainStorage(
                name,
                services.GetRequiredService<IOptionsMonitor<MemoryGrainStorageOptions>>().Get(name).NumStorageGrains,
                new Lazy<IGrainFactory>(services.GetRequiredService<IGrainFactory>),
                new Lazy<IGrainCallSender>(services.GetRequiredService<IGrainCallSender>));
}
