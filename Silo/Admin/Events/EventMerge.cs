using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Grains.Events;

namespace Krewe.Silo.Admin.Events;

/// <summary>Puts the events of several silos in one order: by time, then by silo. Within a silo by number, which is by time too.</summary>
internal static class EventMerge
{
    /// <summary>The page of at most so many events: with a position the oldest after it, without one the newest.</summary>
    public static EventRead Of(EventCursor? after, IEnumerable<(string Silo, EventSlice Slice)> slices, int limit, ImmutableArray<Problem> problems)
    {
        var all = slices.OrderBy(one => one.Silo, StringComparer.Ordinal).ToList();
        var merged = all
            .SelectMany(one => one.Slice.Events.Select(occurred => (one.Silo, Event: occurred)))
            .OrderBy(one => one.Event.At)
            .ThenBy(one => one.Silo, StringComparer.Ordinal)
            .ThenBy(one => one.Event.Sequence)
            .ToList();
        var taken = after is null ? merged.Skip(Math.Max(0, merged.Count - limit)).ToList() : merged.Take(limit).ToList();
        var left = after is null ? [] : merged.Skip(limit).Select(one => one.Silo).ToHashSet(StringComparer.Ordinal);
        var cursor = after ?? EventCursor.Beginning;
        if (after is null)
        {
            // Whatever is older than the page is not asked for any more: reading goes on from here, also while the page is written.
            foreach (var (silo, slice) in all)
            {
                cursor = cursor.With(silo, taken.FirstOrDefault(one => one.Silo == silo).Event is { } first ? first.Sequence - 1 : slice.Last);
            }
        }

        var events = ImmutableArray.CreateBuilder<(ClusterEvent, EventCursor)>(taken.Count);
        foreach (var (silo, occurred) in taken)
        {
            cursor = cursor.With(silo, occurred.Sequence);
            events.Add((occurred, cursor));
        }

        // A silo of which nothing was left out has been read as far as its slice is whole, filtered events included.
        foreach (var (silo, slice) in all.Where(one => !left.Contains(one.Silo)))
        {
            cursor = cursor.With(silo, slice.Last);
        }

        return new EventRead(events.MoveToImmutable(), cursor, all.Sum(one => one.Slice.Missed), problems);
    }
}
