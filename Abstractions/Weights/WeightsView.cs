using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Naming;

namespace Krewe.Weights;

/// <summary>A file of models on a host's disk, as it is told outside.</summary>
public sealed record WeightsView
{
    /// <summary>The host.</summary>
    public required string Host { get; init; }

    /// <summary>Which file: <c>sha256:</c> and 64 of <c>0-9 a-f</c>.</summary>
    public required string Digest { get; init; }

    /// <summary>What specs call it; empty when no spec names it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The models whose specs name it.</summary>
    public ImmutableArray<ModelKey> Models { get; init; } = [];

    /// <summary>What the host has of it.</summary>
    public required WeightsState State { get; init; }

    /// <summary>Its length in bytes; null while nobody knows it.</summary>
    public long? Bytes { get; init; }

    /// <summary>Bytes that are there.</summary>
    public long HaveBytes { get; init; }

    /// <summary>Replicas that use it or wait for it.</summary>
    public int Users { get; init; }

    /// <summary>When a replica last used it; null when none has yet.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>Who waits for it; null when it is not on its way.</summary>
    public WeightsUrgency? Urgency { get; init; }

    /// <summary>Why it could not be had, or why it is slow; null when nothing is wrong.</summary>
    public Problem? Problem { get; init; }
}
