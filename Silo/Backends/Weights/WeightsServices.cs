using Krewe.Grains.Hosts;
using Krewe.Silo.Backends.Preloading;
using Krewe.Silo.Backends.Weights.Disk;
using Krewe.Silo.Backends.Weights.Fetching;
using Krewe.Silo.Configuration;
using Krewe.Storage.Locking;

namespace Krewe.Silo.Backends.Weights;

/// <summary>Registers what keeps the files of models on a host.</summary>
internal static class WeightsServices
{
    private const string Folder = "weights";

    /// <exception cref="Storage.StorageException">Another silo uses the directory (KRW6002), or it cannot be used (KRW6003).</exception>
    public static void AddKreweWeights(this IServiceCollection services, SiloSettings settings)
    {
        var directory = settings.Weights.Directory ?? Path.Combine(settings.DataDirectory, Folder);
        if (settings.Weights.Directory is not null)
        {
            // The data directory has a lock of its own. A factory, so that the container gives it back.
            var held = DataDirectoryLock.Acquire(directory);
            services.AddSingleton(_ => new WeightsLock(held));
        }

        services.AddSingleton(new WeightsOptions { Directory = directory, MaxBytes = settings.Weights.MaxBytes, BytesPerSecond = settings.Weights.BytesPerSecond });
        services.AddSingleton<IWeightsDisk>(new WeightsDisk(directory));
        services.AddSingleton<IWeightsSource, WeightsSource>();
        services.AddSingleton(provider =>
        {
            _ = provider.GetService<WeightsLock>();
            return ActivatorUtilities.CreateInstance<WeightsCache>(provider);
        });
        services.AddSingleton<IWeightsStore, WeightsPreloader>();
    }
}
