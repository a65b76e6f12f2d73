using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;

namespace Orleans.Runtime.Hosting;

/// <summary>Registers storages.</summary>
public static class GrainStorageServiceCollectionExtensions
{
    /// <summary>Registers a storage under a name.</summary>
    /// <typeparam name="T">The storage's class.</typeparam>
    /// <param name="collection">The silo's services.</param>
    /// <param name="name">The name; <c>Default</c> for states that name none.</param>
    /// <param name="implementationFactory">Makes it.</param>
    public static IServiceCollection AddGrainStorage<T>(
        this IServiceCollection collection, string name, Func<IServiceProvider, string, T> implementationFactory)
        where T : IGrainStorage
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        collection.AddKeyedSingleton<IGrainStorage>(name, (provider, key) => implementationFactory(provider, (string)key!));
        if (typeof(ILifecycleParticipant<ISiloLifecycle>).IsAssignableFrom(typeof(T)))
        {
            collection.AddSingleton(provider => (ILifecycleParticipant<ISiloLifecycle>)provider.GetRequiredKeyedService<IGrainStorage>(name));
        }

        if (string.Equals(name, ProviderNames.DefaultStorage, StringComparison.Ordinal))
        {
            collection.TryAddSingleton(provider => provider.GetRequiredKeyedService<IGrainStorage>(name));
        }

        return collection;
    }
}
