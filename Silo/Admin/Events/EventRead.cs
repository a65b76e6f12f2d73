using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Events;

namespace Krewe.Silo.Admin.Events;

/// <summary>Events of the silos that answered, by time.</summary>
/// <param name="Events">The events, oldest first, each with the cursor after it.</param>
/// <param name="Last">The cursor after all of them.</param>
/// <param name="Missed">Events that were asked for and are no longer kept.</param>
/// <param name="Problems">Silos that did not answer.</param>
internal sealed record EventRead(
    ImmutableArray<(ClusterEvent Event, EventCursor Cursor)> Events, EventCursor Last, long Missed, ImmutableArray<Problem> Problems);
