using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Admin.History;

/// <summary>A model by seconds; the columns mean what the members of <see cref="LiveModel"/> mean.</summary>
public sealed record ModelHistory
{
    /// <summary>Which model.</summary>
    public required ModelKey Model { get; init; }

    /// <summary>Answered by the model.</summary>
    public ImmutableArray<int?> Completed { get; init; } = [];

    /// <summary>The callers' own mistakes.</summary>
    public ImmutableArray<int?> Invalid { get; init; } = [];

    /// <summary>Not admitted, shed, or no replica.</summary>
    public ImmutableArray<int?> Refused { get; init; } = [];

    /// <summary>Past their deadline.</summary>
    public ImmutableArray<int?> Expired { get; init; } = [];

    /// <summary>Failed by the model server, or lost too often.</summary>
    public ImmutableArray<int?> Failed { get; init; } = [];

    /// <summary>Given up by their callers.</summary>
    public ImmutableArray<int?> Cancelled { get; init; } = [];

    /// <summary>Waiting, critical.</summary>
    public ImmutableArray<int?> WaitingCritical { get; init; } = [];

    /// <summary>Waiting, standard.</summary>
    public ImmutableArray<int?> WaitingStandard { get; init; } = [];

    /// <summary>Waiting, batch.</summary>
    public ImmutableArray<int?> WaitingBatch { get; init; } = [];

    /// <summary>Being executed.</summary>
    public ImmutableArray<int?> Running { get; init; } = [];

    /// <summary>Median latency of the ten seconds that end there, in seconds.</summary>
    public ImmutableArray<double?> P50 { get; init; } = [];

    /// <summary>95th percentile of the same.</summary>
    public ImmutableArray<double?> P95 { get; init; } = [];

    /// <summary>99th percentile of the same.</summary>
    public ImmutableArray<double?> P99 { get; init; } = [];
}
