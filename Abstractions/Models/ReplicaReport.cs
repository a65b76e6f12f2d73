using Krewe.Naming;

namespace Krewe.Models;

/// <summary>What a replica tells its model.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ReplicaReport")]
public sealed record ReplicaReport
{
    /// <summary>Which replica.</summary>
    [Id(0)]
    public required ReplicaId Replica { get; init; }

    /// <summary>The epoch of its lease.</summary>
    [Id(1)]
    public required long Epoch { get; init; }

    /// <summary>The process it runs: counted up with each start under one epoch, so that a restart frees its slots.</summary>
    [Id(2)]
    public required int Incarnation { get; init; }

    /// <summary>Whether it takes requests.</summary>
    [Id(3)]
    public required bool Ready { get; init; }

    /// <summary>How many at once.</summary>
    [Id(4)]
    public required int Slots { get; init; }

    /// <summary>The version that it serves.</summary>
    [Id(5)]
    public required string Version { get; init; }

    /// <summary>What the model takes and gives; null while the server has not told.</summary>
    [Id(6)]
    public ModelSignature? Signature { get; init; }

    /// <summary>Grows with each report of the replica under one epoch, so that one that was overtaken is known; 0 when not told.</summary>
    [Id(7)]
    public long Sequence { get; init; }

    /// <summary>The zone of its host; null when it is not known.</summary>
    [Id(8)]
    public string? Zone { get; init; }

    /// <summary>The class of the devices that it runs on; null when it is not known.</summary>
    [Id(9)]
    public string? DeviceClass { get; init; }
}
