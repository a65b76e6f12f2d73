using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients.Gateways;

/// <summary>Lets clients connect to a silo. The port, or what stands for it, is added beside it.</summary>
internal static class GatewayServices
{
    public static void Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(ClientGateway)))
        {
            return;
        }

        services.AddSingleton<ClientGateway>();
        services.TryAddSingleton<ClientLocator>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<ClientGateway>());
    }
}
