using Krewe.Grains.Events;
using Krewe.Grains.Placement;
using Krewe.Silo.Logging;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Krewe.Silo.Clustering;

/// <summary>Where grains live: registers what the placement attributes of <c>Grains</c> name.</summary>
internal static class PlacementHosting
{
    public static ISiloBuilder AddKrewePlacement(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IHostSilos, HostSilos>();
        silo.Services.AddSingleton<LeaseMap>();
        silo.Services.AddSingleton(provider =>
            new EventRing(provider.GetRequiredService<ILocalSiloDetails>().Name, provider.GetRequiredService<TimeProvider>()));
        silo.Services.AddSingleton<IEventSink>(provider =>
            new LoggedEvents(provider.GetRequiredService<EventRing>(), provider.GetRequiredService<ILogger<LoggedEvents>>()));
        return silo
            .AddPlacementDirector<HostPlacement, HostPlacementDirector>()
            .AddPlacementDirector<LeasePlacement, LeasePlacementDirector>()
            .AddPlacementDirector<RegionPlacement, RegionPlacementDirector>();
    }
}
