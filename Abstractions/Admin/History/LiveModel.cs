using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Admin.History;

/// <summary>A model in one second: requests of all fronts, and its queue.</summary>
public sealed record LiveModel
{
    /// <summary>Which model.</summary>
    public required ModelKey Model { get; init; }

    /// <summary>Replicas that take requests.</summary>
    public int Ready { get; init; }

    /// <summary>Replicas wanted.</summary>
    public int Wanted { get; init; }

    /// <summary>Requests waiting by class: critical, standard, batch; empty when the silo of the queue did not tell.</summary>
    public ImmutableArray<int> Waiting { get; init; } = [];

    /// <summary>Requests being executed; null when the silo of the queue did not tell.</summary>
    public int? Running { get; init; }

    /// <summary>Requests that ended in the second, however they did: the rate in requests/s.</summary>
    public int Requests => Completed + Invalid + Refused + Expired + Failed + Cancelled;

    /// <summary>Of those, the ones that the cluster owes an answer: refused, expired, failed.</summary>
    public int Errors => Refused + Expired + Failed;

    /// <summary>Answered by the model.</summary>
    public int Completed { get; init; }

    /// <summary>The callers' own mistakes.</summary>
    public int Invalid { get; init; }

    /// <summary>Not admitted, shed, or no replica.</summary>
    public int Refused { get; init; }

    /// <summary>Past their deadline.</summary>
    public int Expired { get; init; }

    /// <summary>Failed by the model server, or lost too often.</summary>
    public int Failed { get; init; }

    /// <summary>Given up by their callers.</summary>
    public int Cancelled { get; init; }

    /// <summary>Median time from arrival to answer of what completed in the ten seconds that end here; null when nothing did.</summary>
    public TimeSpan? P50 { get; init; }

    /// <summary>95th percentile of the same.</summary>
    public TimeSpan? P95 { get; init; }

    /// <summary>99th percentile of the same.</summary>
    public TimeSpan? P99 { get; init; }
}
