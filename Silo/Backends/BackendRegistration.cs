using Krewe.Grains.Backends;
using Krewe.Silo.Backends.Launching;
using Krewe.Silo.Backends.Limits;
using Krewe.Silo.Backends.Management;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Krewe.Silo.Backends;

/// <summary>Puts the running of model servers into a silo.</summary>
internal static class BackendRegistration
{
    /// <summary>
    /// Registers <see cref="IBackendManager"/> and what it needs. The host adds an <see cref="IBackendObserver"/>, awaits
    /// <see cref="BackendManager.InitializeAsync"/> before its grains start, and <see cref="BackendManager.StopAllAsync"/> before it stops.
    /// </summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="dataDirectory">The silo's data directory; the records of running servers are kept in <c>run</c> below it.</param>
    public static IServiceCollection AddBackends(this IServiceCollection services, string dataDirectory)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new BackendOptions());
        services.TryAddSingleton(new LimitOptions());
        services.TryAddSingleton(new LauncherOptions { RunDirectory = Path.Combine(dataDirectory, "run") });
        services.AddSingleton<LimitSetter>();
        services.AddSingleton<ServerLauncher>();
        services.AddSingleton<BackendManager>();
        services.AddSingleton<IBackendManager>(provider => provider.GetRequiredService<BackendManager>());
        return services;
    }
}
