using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Plans;

/// <summary>Replicas as the ledger takes them, also where they may not stay.</summary>
internal sealed class PlanReader(CompiledFleet fleet)
{
    /// <summary>Marks one that only stands in for another.</summary>
    public const int Detoured = -2;

    public static FleetReplica Write(CompiledFleet fleet, Placed placed)
    {
        var line = fleet.Lines[placed.Line];
        return new FleetReplica(
            fleet.Models[line.Model].Name,
            line.Region,
            line.AllShapes[placed.Shape].Index,
            fleet.Hosts[placed.Host].Name,
            [.. placed.Devices.Select(device => fleet.Devices[device].Id)]);
    }

    /// <summary>What a replica holds; null where its model, region, shape or host is not known.</summary>
    public Placed? Read(FleetReplica replica)
    {
        var warm = replica.Shape < 0;
        var line = Array.Find(fleet.Lines, line => fleet.Models[line.Model].Name == replica.Model && line.Region == replica.Region && line.Warm == warm);
        var host = Array.FindIndex(fleet.Hosts, host => host.Name == replica.Host);
        var shape = line is null ? -1 : Array.FindIndex(line.AllShapes, use => use.Index == (warm ? -1 : replica.Shape));
        return line is null || host < 0 || shape < 0
            ? null
            : new Placed(line.Index, shape, host, [.. replica.Devices.Select(id => fleet.Device(host, id)).Where(device => device >= 0).Order()], -1, 0);
    }
}
