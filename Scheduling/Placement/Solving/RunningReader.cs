using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>Finds out which running replicas may stay where they are.</summary>
internal sealed class RunningReader(CompiledFleet fleet)
{
    public IEnumerable<RunningPlace> Read()
    {
        var index = 0;
        foreach (var replica in fleet.Problem.Running.OrderBy(replica => replica.ToString(), StringComparer.Ordinal))
        {
            if (PlaceOf(replica, index) is { } place)
            {
                index++;
                yield return place;
            }
        }
    }

    private RunningPlace? PlaceOf(FleetReplica replica, int index)
    {
        var host = Array.FindIndex(fleet.Hosts, host => host.Name == replica.Host);
        var warm = replica.Shape < 0;
        var line = Array.Find(fleet.Lines, line => fleet.Models[line.Model].Name == replica.Model && line.Region == replica.Region && line.Warm == warm);
        if (host < 0 || line is null || !MayStay(fleet.Hosts[host]) || !CompiledFleet.Admits(fleet.Hosts[host], fleet.Models[line.Model], line.Region))
        {
            return null;
        }

        var shape = Array.FindIndex(line.Shapes, use => use.Index == (warm ? -1 : replica.Shape));
        var devices = replica.Devices.Select(id => fleet.Device(host, id)).Order().ToArray();
        if (shape < 0 || !DevicesSuit(line.Shapes[shape], devices))
        {
            return null;
        }

        var model = fleet.Models[line.Model];
        return new RunningPlace
        {
            Index = index,
            Line = line.Index,
            Shape = shape,
            Host = host,
            Devices = devices,
            StayCost = warm ? 0 : FleetUnits.RiskCost(model, fleet.Hosts[host], fleet.Weights) - FleetUnits.StopCost(model, fleet.Hosts[host], fleet.Weights),
            Id = replica.Id,
        };
    }

    private static bool MayStay(FleetHost host) => host.Availability is HostAvailability.Active or HostAvailability.Cordoned;

    private bool DevicesSuit(ShapeUse use, int[] devices)
    {
        if (devices.Length != use.Devices || devices.Distinct().Count() != devices.Length)
        {
            return false;
        }

        var known = devices.Where(device => device >= 0).Select(device => fleet.Devices[device]).ToList();
        return known.Count == devices.Length
            && known.TrueForAll(device => device.DeviceClass == use.DeviceClass
                && device.Condition is not (DeviceCondition.Draining or DeviceCondition.Lost)
                && device.MigSlices > 0 == use.Slices > 0)
            && (!use.Linked || (known[0].LinkDomain.Length > 0 && known.TrueForAll(device => device.LinkDomain == known[0].LinkDomain)));
    }
}
