using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Krewe.Runtime.Hosting;

/// <summary>The clocks of the engine's areas: the keyed one where it is registered, else the host's.</summary>
internal sealed class EngineClock(IServiceProvider services)
{
    public TimeProvider Grains { get; } = Find(services, TimeProviderNames.Grains);

    public TimeProvider Membership { get; } = Find(services, TimeProviderNames.Membership);

    private static TimeProvider Find(IServiceProvider services, string area) =>
        services.GetKeyedService<TimeProvider>(area) ?? services.GetRequiredService<TimeProvider>();
}
