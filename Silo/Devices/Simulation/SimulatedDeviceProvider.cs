using System.Collections.Immutable;
using System.Globalization;
using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Silo.Configuration;
using Krewe.Specs.Devices;

namespace Krewe.Silo.Devices.Simulation;

/// <summary>Offers the devices that the file of devices describes for this machine. They are leased as others are, and run nothing: model servers run on the CPU.</summary>
internal sealed class SimulatedDeviceProvider : IDeviceProvider
{
    /// <summary>How much of what is leased a model server takes once it runs.</summary>
    private const double MemoryTaken = 0.9;

    private readonly ImmutableArray<SimulatedDevice> _devices;
    private readonly HostLoads _loads;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _start;
    private DateTimeOffset _last;

    public SimulatedDeviceProvider(SiloSettings settings, HostLoads loads, TimeProvider time)
    {
        (_loads, _time) = (loads, time);
        _start = _last = time.GetUtcNow();
        var classes = new DeviceClasses(settings.Devices.Classes);
        var cards = settings.Devices.Simulated
            .Where(group => group.IsFor(settings.Host, settings.Region))
            .SelectMany(group => Enumerable.Range(0, group.Count).Select(number => (group, number)));
        _devices =
        [
            .. cards.SelectMany((card, index) => SimulatedPart.Of(card.group, card.number, string.Create(CultureInfo.InvariantCulture, $"sim-{index}"), classes))
                .Select(part => new SimulatedDevice(part)),
        ];
    }

    /// <summary>Never raised: scripts are looked at each second.</summary>
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public ImmutableArray<DeviceObservation> Measure()
    {
        var now = _time.GetUtcNow();
        var step = now - _last;
        _last = now;
        return [.. _devices.Select(device => device.Observe(_start, now - _start, step, LoadOf(device.Uuid))).OfType<DeviceObservation>()];
    }

    /// <summary>A replica that executes anything keeps its share of the device busy.</summary>
    private SimulatedLoad LoadOf(string uuid)
    {
        var leases = _loads.LeasesOf(uuid).ToList();
        return new SimulatedLoad(leases.Sum(lease => (long)(lease.DeviceMemoryBytes * MemoryTaken)), leases.Sum(Busy));
    }

    private double Busy(Lease lease) => _loads.RunningOf(lease.Replica) > 0 ? lease.DeviceComputeThousandths / 1_000d : 0;
}
