using Krewe.Nvml;
using Krewe.Silo.Configuration;
using Krewe.Silo.Devices.Nvidia;
using Krewe.Silo.Devices.Simulation;
using Krewe.Silo.Notices;
using Krewe.Specs.Devices;

namespace Krewe.Silo.Devices;

/// <summary>Registers what a silo offers of its machine.</summary>
internal static class DeviceServices
{
    public static void AddKreweDevices(this IServiceCollection services, SiloSettings settings)
    {
        services.AddSingleton<HostLoads>();
        services.AddSingleton(provider => new NoticeFile(settings.NoticeFile, provider.GetRequiredService<ILogger<NoticeFile>>()));
        services.AddSingleton<PoolChooser>();
        services.AddSingleton<IDeviceProvider, CpuDeviceProvider>(provider => new CpuDeviceProvider(provider.GetRequiredService<MachineFacts>()));
        services.AddSingleton<ServerProcesses>();
        services.AddSingleton<IDeviceProvider, NvmlDeviceProvider>(provider => new NvmlDeviceProvider(
            new NvmlPoller(NvmlDeviceProvider.Options, provider.GetRequiredService<TimeProvider>()),
            new DeviceClasses(settings.Devices.Classes),
            provider.GetRequiredService<ServerProcesses>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<NvmlDeviceProvider>>()));
        if (settings.Devices.Simulated.Any(group => group.IsFor(settings.Host, settings.Region)))
        {
            services.AddSingleton<IDeviceProvider, SimulatedDeviceProvider>();
        }
    }
}
