using System.Collections.Immutable;

namespace Krewe.Scheduling.Queueing.Replicas;

/// <summary>A replica as <see cref="ReplicaChooser"/> sees it.</summary>
public sealed record ReplicaCandidate
{
    /// <summary>Identity; the last tie-breaker, compared by ordinal.</summary>
    public required string Id { get; init; }

    /// <summary>Epoch of its lease; handed through to the grant.</summary>
    public required long Epoch { get; init; }

    /// <summary>Executions it runs at once.</summary>
    public required int Slots { get; init; }

    /// <summary>Executions it runs now.</summary>
    public int InFlight { get; init; }

    /// <summary>When the executions in flight are expected to end; those missing here, or overdue, count as ending now.</summary>
    public ImmutableArray<DateTimeOffset> ExpectedFinishes { get; init; } = [];

    /// <summary>Expected time of one execution here; null when unknown, which counts as the mean of the others that are known.</summary>
    public TimeSpan? ServiceTime { get; init; }

    /// <summary>What most executions here do not exceed; null when unknown, which counts as <see cref="ServiceTime"/>.</summary>
    public TimeSpan? CautiousTime { get; init; }

    /// <summary>What sending the request here costs beside its execution, such as the way to another zone; not negative.</summary>
    public TimeSpan Transfer { get; init; }

    /// <summary>A draining replica is never chosen.</summary>
    public bool Draining { get; init; }
}
