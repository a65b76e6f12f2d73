using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement.Packing;

/// <summary>Tries a shape on a profile: exact in amounts, so that what fits is never refused and what does not is never placed.</summary>
internal sealed class OutcomeFinder(ProfileTable profiles, FutureFill future, PlacementWeights weights)
{
    public bool KnowsFuture => future.IsKnown;

    public Outcome Find(HostProfile profile, ShapeView view)
    {
        var outcome = new Outcome(profile, Choices(profile, view, keep: true));
        if (outcome.Choices.Length == 0)
        {
            return outcome;
        }

        if (!KnowsFuture)
        {
            outcome.Best = outcome.Choices[0];
            outcome.Rough = outcome.Gain = Fit(profile, view.Shape).Total;
            return outcome;
        }

        foreach (var choice in outcome.Choices)
        {
            outcome.Rough = Math.Max(outcome.Rough, future.RoughlyOf(choice.Next) - future.RoughlyOf(profile));
        }

        return outcome;
    }

    /// <summary>The expected fill after the best way to take a shape, by the first look and without keeping anything; null where it does not fit.</summary>
    public double? RoughFillWith(HostProfile profile, ShapeView view)
    {
        double? best = null;
        foreach (var choice in Choices(profile, view, keep: false))
        {
            best = Math.Max(best ?? double.NegativeInfinity, future.RoughlyOf(choice.Next));
        }

        return best;
    }

    /// <summary>Compares the ways by all that is known, once.</summary>
    public double Gain(Outcome outcome)
    {
        if (outcome.Best is not null)
        {
            return outcome.Gain;
        }

        outcome.Gain = double.NegativeInfinity;
        foreach (var choice in outcome.Choices)
        {
            var gain = future.Of(choice.Next) - future.Of(outcome.From);
            if (gain > outcome.Gain)
            {
                (outcome.Gain, outcome.Best) = (gain, choice);
            }
        }

        return outcome.Gain;
    }

    /// <summary>How well a shape fits in by amount and direction alone.</summary>
    public (double Leftover, double Alignment, double Total) Fit(HostProfile profile, DemandShape shape)
    {
        var (memory, memoryFree, compute, computeFree) = (0.0, 0.0, 0.0, 0.0);
        foreach (var room in profile.Rooms)
        {
            memory += profiles.Types[room.Type].Memory;
            compute += profiles.Types[room.Type].Compute;
            memoryFree += Math.Max(0, room.Memory);
            computeFree += Math.Max(0, room.Compute);
        }

        return HostScorer.Fit(
            [profile.Kind.Cpu, profile.Kind.Memory, memory, compute],
            [profile.Cpu, profile.Memory, memoryFree, computeFree],
            HostScorer.Asked(shape.CpuMillicores, shape.MemoryBytes, shape.Devices),
            weights);
    }

    private Choice[] Choices(HostProfile profile, ShapeView view, bool keep)
    {
        var shape = view.Shape;
        if (shape.CpuMillicores > profile.Cpu || shape.MemoryBytes > profile.Memory)
        {
            return [];
        }

        if (shape.Devices is not { } need)
        {
            return [Take(profile, shape, [], keep)];
        }

        var fitting = new List<int>(profile.Rooms.Length);
        for (var at = 0; at < profile.Rooms.Length; at++)
        {
            var room = profile.Rooms[at];
            if (room.Compute >= need.ComputeThousandths && room.Memory >= need.MemoryBytes && view.Accepts(room.Type, profiles.Types))
            {
                fitting.Add(at);
            }
        }

        if (fitting.Count < need.Count)
        {
            return [];
        }

        if (need.Count == 1 && KnowsFuture)
        {
            var different = fitting.Where(at => at == 0 || !fitting.Contains(at - 1) || profile.Rooms[at] != profile.Rooms[at - 1]);
            return [.. different.Select(at => Take(profile, shape, [at], keep))];
        }

        var tightest = fitting.OrderBy(at => LeftShare(profile.Rooms[at])).Take(need.Count).Order();
        return [Take(profile, shape, [.. tightest], keep)];
    }

    private double LeftShare(DeviceRoom room)
    {
        var type = profiles.Types[room.Type];
        return (type.Memory <= 0 ? 0 : (double)room.Memory / type.Memory) + (type.Compute <= 0 ? 0 : (double)room.Compute / type.Compute);
    }

    private Choice Take(HostProfile profile, DemandShape shape, int[] places, bool keep)
    {
        var rooms = profile.Rooms.ToArray();
        foreach (var at in places)
        {
            var room = rooms[at];
            rooms[at] = room with { Compute = room.Compute - shape.Devices!.ComputeThousandths, Memory = room.Memory - shape.Devices.MemoryBytes };
        }

        Array.Sort(rooms);
        return new Choice(places, profiles.ProfileOf(profile.Kind, profile.Cpu - shape.CpuMillicores, profile.Memory - shape.MemoryBytes, rooms, keep));
    }
}
