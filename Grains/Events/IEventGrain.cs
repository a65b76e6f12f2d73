using Krewe.Events;
using Orleans.Concurrency;

namespace Krewe.Grains.Events;

/// <summary>A silo's events, for the other silos. Key: the host's name.</summary>
[Alias("krewe.IEventGrain")]
public interface IEventGrain : IGrainWithStringKey
{
    /// <summary>The next events after a number, or the newest; see <see cref="EventRing.Read"/>.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">The number; null for the newest.</param>
    /// <param name="limit">The most, at least 1.</param>
    [Alias("read"), AlwaysInterleave]
    Task<EventSlice> ReadAsync(EventFilter filter, long? after, int limit);
}
