using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Scaling;

/// <summary>What a model's queue tells whoever decides about its replicas.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ModelLoad")]
public sealed record ModelLoad
{
    /// <summary>The queue; its shard tells the parts of a split queue apart.</summary>
    [Id(0)]
    public required ModelKey Model { get; init; }

    /// <summary>The pool that it belongs to.</summary>
    [Id(1)]
    public required PoolKey Pool { get; init; }

    /// <summary>When this activation of the queue began: its counts begin again with it.</summary>
    [Id(2)]
    public required DateTimeOffset Since { get; init; }

    /// <summary>Replicas that take requests.</summary>
    [Id(3)]
    public int Ready { get; init; }

    /// <summary>Requests that wait.</summary>
    [Id(4)]
    public int Waiting { get; init; }

    /// <summary>Requests that are executed.</summary>
    [Id(5)]
    public int Running { get; init; }

    /// <summary>Requests that came, since <see cref="Since"/>.</summary>
    [Id(6)]
    public long Arrived { get; init; }

    /// <summary>Requests that ended or were refused.</summary>
    [Id(7)]
    public long Ended { get; init; }

    /// <summary>Those of them that took longer than the objective, or were never answered.</summary>
    [Id(8)]
    public long Late { get; init; }

    /// <summary>When the last one came; null for none since <see cref="Since"/>.</summary>
    [Id(9)]
    public DateTimeOffset? LastArrival { get; init; }

    /// <summary>Quantiles of the service time in seconds at evenly spaced probabilities; empty while too little is known.</summary>
    [Id(10)]
    public ImmutableArray<double> ServiceSeconds { get; init; } = [];

    /// <summary>The counts by class, the most important first; empty where that is not told apart.</summary>
    [Id(11)]
    public ImmutableArray<ClassCounts> Classes { get; init; } = [];

    /// <summary>What batches take; null where requests are executed one by one, or too little is known.</summary>
    [Id(12)]
    public BatchLoad? Batch { get; init; }

    /// <summary>How arrivals gather; null where they come as Poisson, or too little is known.</summary>
    [Id(13)]
    public BurstLoad? Bursts { get; init; }
}
