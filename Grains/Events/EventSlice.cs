using System.Collections.Immutable;
using Krewe.Events;

namespace Krewe.Grains.Events;

/// <summary>Events of one silo.</summary>
/// <param name="Events">The events, oldest first.</param>
/// <param name="Last">The number up to which this slice is whole.</param>
/// <param name="Missed">Events after the number that was asked for that are no longer kept.</param>
[GenerateSerializer, Immutable, Alias("krewe.EventSlice")]
public sealed record EventSlice(ImmutableArray<ClusterEvent> Events, long Last, long Missed);
