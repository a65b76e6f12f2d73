using Krewe.Silo.Configuration;
using Krewe.Silo.Devices.Simulation;

namespace Krewe.Silo.Devices;

/// <summary>Registers what a silo offers of its machine.</summary>
internal static class DeviceServices
{
    public static void AddKreweDevices(this IServiceCollection services, SiloSettings settings)
    {
        services.AddSingleton<HostLoads>();
        services.AddSingleton<PoolChooser>();
        services.AddSingleton<IDeviceProvider, CpuDeviceProvider>(provider => new CpuDeviceProvider(provider.GetRequiredService<MachineFacts>()));
        if (settings.Devices.Simulated.Any(group => group.IsFor(settings.Host, settings.Region)))
        {
            services.AddSingleton<IDeviceProvider, SimulatedDeviceProvider>();
        }
    }
}
