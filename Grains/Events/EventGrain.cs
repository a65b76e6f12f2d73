using Krewe.Events;
using Krewe.Grains.Placement;

namespace Krewe.Grains.Events;

/// <summary>Reads this silo's ring.</summary>
[GrainType("events"), HostPlacement]
internal sealed class EventGrain(EventRing ring) : Grain, IEventGrain
{
    public Task<EventSlice> ReadAsync(EventFilter filter, long? after, int limit) =>
        Task.FromResult(ring.Read(filter, after, Math.Clamp(limit, 1, EventRing.DefaultCapacity)));
}
