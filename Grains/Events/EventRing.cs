using System.Collections.Immutable;
using Krewe.Events;

namespace Krewe.Grains.Events;

/// <summary>
/// The newest events of one silo, in memory; the oldest gives way. Thread-safe. Numbers grow by one and begin at the microsecond (since 1970) of
/// the start, so that those of a silo's next life are above all of this one.
/// </summary>
public sealed class EventRing : IEventSink
{
    /// <summary>Events that are kept, unless it is told otherwise.</summary>
    public const int DefaultCapacity = 4_096;

    private readonly string _silo;
    private readonly ClusterEvent[] _events;
    private readonly Lock _gate = new();
    private readonly long _first; // the number of the first event that is ever noted here
    private long _next; // written under _gate, as the two below
    private DateTimeOffset _newest;

    /// <summary>Makes an empty one.</summary>
    /// <param name="silo">The silo's name.</param>
    /// <param name="time">The silo's time.</param>
    /// <param name="capacity">Events to keep, at least 1.</param>
    public EventRing(string silo, TimeProvider time, int capacity = DefaultCapacity)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _silo = silo;
        _events = new ClusterEvent[capacity];
        _first = _next = Math.Max(1, (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
    }

    /// <inheritdoc/>
    public void Record(ClusterEvent occurred)
    {
        ArgumentNullException.ThrowIfNull(occurred);
        lock (_gate)
        {
            // Never before the one noted before it: readers merge silos by time and go on by number.
            _newest = occurred.At > _newest ? occurred.At : _newest;
            _events[_next % _events.Length] = occurred with { Sequence = _next, Silo = _silo, At = _newest };
            _next++;
        }
    }

    /// <summary>The next events after a number, oldest first; without a number the newest.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">The number; null for the newest. One that was never reached comes from a life with another clock and means all.</param>
    /// <param name="limit">The most.</param>
    public EventSlice Read(EventFilter filter, long? after, int limit)
    {
        ArgumentNullException.ThrowIfNull(filter);
        lock (_gate)
        {
            var kept = Math.Max(_first, _next - _events.Length);
            return after is { } number ? ReadNext(filter, number >= _next ? 0 : number, kept, limit) : ReadNewest(filter, kept, limit);
        }
    }

    private EventSlice ReadNext(EventFilter filter, long after, long kept, int limit)
    {
        var found = ImmutableArray.CreateBuilder<ClusterEvent>();
        var at = Math.Max(after + 1, kept);
        while (at < _next && found.Count < limit)
        {
            Take(found, filter, at++);
        }

        return new EventSlice(found.ToImmutable(), Math.Max(at - 1, after), Math.Max(0, kept - Math.Max(after + 1, _first)));
    }

    private EventSlice ReadNewest(EventFilter filter, long kept, int limit)
    {
        var found = ImmutableArray.CreateBuilder<ClusterEvent>();
        for (var at = _next - 1; at >= kept && found.Count < limit; at--)
        {
            Take(found, filter, at);
        }

        found.Reverse();
        return new EventSlice(found.ToImmutable(), _next - 1, 0);
    }

    private void Take(ImmutableArray<ClusterEvent>.Builder found, EventFilter filter, long at)
    {
        if (_events[at % _events.Length] is var candidate && filter.Takes(candidate))
        {
            found.Add(candidate);
        }
    }
}
