using Krewe.Grains.Machines;
using Krewe.Machines;
using Krewe.Naming;
using Krewe.Silo.Configuration;
using Krewe.Specs.Machines;

namespace Krewe.Silo.Machines;

/// <summary>Puts machines that come and go into a silo.</summary>
internal static class MachineHosting
{
    /// <summary>Adds the provider of the silo's file of machines, and what tells pools of it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">The silo's settings.</param>
    public static IServiceCollection AddKreweMachines(this IServiceCollection services, SiloSettings settings) => services
        .AddSingleton(SettingsOf(settings))
        .AddSingleton<IMachineProvider>(provider => settings.Machines.Provider.Kind == MachineProviderKind.Command
            ? new CommandMachines(settings.Machines.Provider, provider.GetRequiredService<TimeProvider>())
            : new SimulatedMachines(provider.GetRequiredService<TimeProvider>(), seed: 1))
        .AddSingleton<MachineRounds>();

    /// <summary>What the silo can add to which pools.</summary>
    public static MachineSettings SettingsOf(SiloSettings settings)
    {
        var (file, spot) = (settings.Machines, settings.Machines.Spot);
        return new MachineSettings(
            settings.Host,
            file.Provider.Kind == MachineProviderKind.None ? [] : [.. file.Groups.Select(group => (new PoolKey(group.Region, group.Pool), OfferOf(file, group)))],
            new SpotLimits(spot.Critical, spot.Standard, spot.Batch, spot.Group, spot.Pause));
    }

    private static MachineOffer OfferOf(MachineFile file, MachineGroup group) => new()
    {
        Group = group.Name,
        Region = group.Region,
        Zone = group.Zone,
        CpuMillicores = group.CpuMillicores,
        MemoryBytes = group.MemoryBytes,
        Devices = group.Devices,
        DeviceClass = group.DeviceClass,
        DeviceMemoryBytes = group.DeviceMemoryBytes,
        Cost = file.CostOf(group),
        Least = group.Least,
        Most = group.Most,
        Start = group.Start,
        StartLimit = group.StartLimit,
        Idle = group.Idle,
    };
}
