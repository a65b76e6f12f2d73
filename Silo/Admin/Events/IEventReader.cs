using Krewe.Events;

namespace Krewe.Silo.Admin.Events;

/// <summary>The events of all silos.</summary>
internal interface IEventReader
{
    /// <summary>The next events after a position, or the newest. Never fails: who does not answer within two seconds is named.</summary>
    Task<EventRead> ReadAsync(EventFilter filter, EventCursor? after, int limit, CancellationToken cancellationToken);
}
