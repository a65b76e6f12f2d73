using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>What the search begins with: a plan that is given, where it is feasible; else what runs, as far as it fits.</summary>
internal static class StartingPlan
{
    public static IEnumerable<Placed> Of(CompiledFleet fleet, ImmutableArray<FleetReplica> given)
    {
        if (!given.IsEmpty && FleetAudit.Check(fleet.Problem, given).IsEmpty)
        {
            return Read(fleet, given);
        }

        var state = new FleetState(fleet);
        var inserter = new Inserter(state, 0);
        var left = fleet.Running.OrderByDescending(place => fleet.Lines[place.Line].MissingCost).ThenBy(place => place.Index).ToList();
        // What must be beside another waits for it.
        for (var round = 0; round < 3; round++)
        {
            foreach (var place in left)
            {
                if (inserter.Stay(place) is { } stay)
                {
                    state.Add(stay.Placed);
                }
            }
        }

        return [.. state.All];
    }

    private static List<Placed> Read(CompiledFleet fleet, ImmutableArray<FleetReplica> given)
    {
        var placed = new List<Placed>();
        var running = fleet.Running.Where(place => place.Id.Length > 0).ToDictionary(place => place.Id, StringComparer.Ordinal);
        foreach (var replica in given)
        {
            var warm = replica.Shape < 0;
            var line = Array.Find(fleet.Lines, line => fleet.Models[line.Model].Name == replica.Model && line.Region == replica.Region && line.Warm == warm)!;
            var shape = Array.FindIndex(line.Shapes, use => use.Index == (warm ? -1 : replica.Shape));
            var host = Array.FindIndex(fleet.Hosts, host => host.Name == replica.Host);
            var stays = replica.Id.Length > 0 ? running.GetValueOrDefault(replica.Id) : null;
            var devices = replica.Devices.Select(id => fleet.Device(host, id)).Order().ToArray();
            var same = stays is not null && stays.Host == host && stays.Shape == shape && stays.Devices.SequenceEqual(devices);
            var at = Array.BinarySearch(line.Hosts, host);
            placed.Add(new Placed(line.Index, shape, host, devices, same ? stays!.Index : -1, same ? stays!.StayCost : line.StartCosts[at]));
        }

        return placed;
    }
}
