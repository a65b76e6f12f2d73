using Krewe.Errors;

namespace Krewe.Weights;

/// <summary>A file as a host's cache has it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.HeldWeights")]
public sealed record HeldWeights
{
    /// <summary>Which file: <c>sha256:</c> and 64 of <c>0-9 a-f</c>.</summary>
    [Id(0)]
    public required string Digest { get; init; }

    /// <summary>What the host has of it.</summary>
    [Id(1)]
    public required WeightsState State { get; init; }

    /// <summary>Its length in bytes; null while nobody knows it.</summary>
    [Id(2)]
    public long? Bytes { get; init; }

    /// <summary>Bytes that are there.</summary>
    [Id(3)]
    public long HaveBytes { get; init; }

    /// <summary>Replicas that use it or wait for it.</summary>
    [Id(4)]
    public int Users { get; init; }

    /// <summary>When a replica last used it; null when none has yet.</summary>
    [Id(5)]
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>Who waits for it; null when it is not on its way.</summary>
    [Id(6)]
    public WeightsUrgency? Urgency { get; init; }

    /// <summary>Why it could not be had, or why it is slow; null when nothing is wrong.</summary>
    [Id(7)]
    public Problem? Problem { get; init; }
}
