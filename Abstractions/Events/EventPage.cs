using System.Collections.Immutable;
using Krewe.Errors;

namespace Krewe.Events;

/// <summary>Events of the silos of a cluster, by time.</summary>
public sealed record EventPage
{
    /// <summary>The events, oldest first.</summary>
    public ImmutableArray<ClusterEvent> Events { get; init; } = [];

    /// <summary>Where the page ends: <c>after</c> of the next question. A text of its own kind, not to be taken apart.</summary>
    public required string Last { get; init; }

    /// <summary>Events since <c>after</c> that no silo keeps any more.</summary>
    public long Missed { get; init; }

    /// <summary>Silos that did not answer; their events come with a later page.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
