using System.Collections.Immutable;
using Krewe.Specs;

namespace Krewe.Models;

/// <summary>A model as its grain sees it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ModelView")]
public sealed record ModelView
{
    /// <summary>What the user declared.</summary>
    [Id(0)]
    public required ModelSpec Spec { get; init; }

    /// <summary>Grows with each change of the spec.</summary>
    [Id(1)]
    public required long Generation { get; init; }

    /// <summary>What it takes and gives; null while no server has told.</summary>
    [Id(2)]
    public ModelSignature? Signature { get; init; }

    /// <summary>The versions that ready replicas serve.</summary>
    [Id(3)]
    public ImmutableArray<string> ReadyVersions { get; init; } = [];

    /// <summary>Replicas that take requests.</summary>
    [Id(4)]
    public int ReadyReplicas { get; init; }

    /// <summary>Slots of those replicas.</summary>
    [Id(5)]
    public int Slots { get; init; }

    /// <summary>Requests being executed.</summary>
    [Id(6)]
    public int Running { get; init; }

    /// <summary>Requests waiting, by class: critical, standard, batch.</summary>
    [Id(7)]
    public ImmutableArray<int> Waiting { get; init; } = [0, 0, 0];

    /// <summary>Bytes of bodies waiting.</summary>
    [Id(8)]
    public long WaitingBytes { get; init; }

    /// <summary>Median service time; null before the first answer.</summary>
    [Id(9)]
    public TimeSpan? ServiceTimeP50 { get; init; }

    /// <summary>99th percentile of the service time; null before the first answer.</summary>
    [Id(10)]
    public TimeSpan? ServiceTimeP99 { get; init; }

    /// <summary>Since the model grain was activated: how executions and tickets ended.</summary>
    [Id(11)]
    public ModelCounters Counters { get; init; } = new();

    /// <summary>What executions take by version and class of device, where enough is known.</summary>
    [Id(31)]
    public ImmutableArray<ModelProfile> Profiles { get; init; } = [];

    /// <summary>Contents of requests that are not executed any more.</summary>
    [Id(30)]
    public ImmutableArray<QuarantinedContent> Quarantine { get; init; } = [];
}
