using System.Collections.Immutable;

namespace Krewe.History;

/// <summary>A model in one second, as one silo saw it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ModelSample")]
public sealed record ModelSample
{
    /// <summary>Which second; seconds since 1970, UTC.</summary>
    [Id(0)]
    public long Second { get; init; }

    /// <summary>Requests of its front that the model answered.</summary>
    [Id(1)]
    public int Completed { get; init; }

    /// <summary>The callers' own mistakes.</summary>
    [Id(2)]
    public int Invalid { get; init; }

    /// <summary>Not admitted, shed, or no replica.</summary>
    [Id(3)]
    public int Refused { get; init; }

    /// <summary>Past their deadline.</summary>
    [Id(4)]
    public int Expired { get; init; }

    /// <summary>Failed by the model server, or lost too often.</summary>
    [Id(5)]
    public int Failed { get; init; }

    /// <summary>Given up by their callers.</summary>
    [Id(6)]
    public int Cancelled { get; init; }

    /// <summary>Waiting by class at the end of the second; empty when the queue is not on this silo.</summary>
    [Id(7)]
    public ImmutableArray<int> Waiting { get; init; } = [];

    /// <summary>Being executed at the end of the second; of no meaning when the queue is not on this silo.</summary>
    [Id(8)]
    public int Running { get; init; }

    /// <summary>The latencies of what completed: pairs of bucket and count, ascending. Buckets are those of the silo's history.</summary>
    [Id(9)]
    public ImmutableArray<ushort> Latencies { get; init; } = [];
}
