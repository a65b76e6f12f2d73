using Krewe.Runtime.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;

namespace Orleans.Hosting;

/// <summary>Adds storage in memory: in one table of this process, gone with it, not made of grains.</summary>
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
        builder.Services.AddGrainStorage(name, static (_, _) => new MemoryGrainStorage());
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
}
