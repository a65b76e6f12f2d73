using System.Collections.Immutable;

namespace Krewe.Hosts;

/// <summary>What a drain, a cordon or its end did.</summary>
[GenerateSerializer, Immutable, Alias("krewe.MaintenanceResult")]
public sealed record MaintenanceResult
{
    /// <summary>The host.</summary>
    [Id(0)]
    public required string Host { get; init; }

    /// <summary>The device; null when it is about the host.</summary>
    [Id(1)]
    public string? Device { get; init; }

    /// <summary>What it is now: <c>active</c>, <c>draining</c> or <c>cordoned</c>.</summary>
    [Id(2)]
    public required string State { get; init; }

    /// <summary>Whether that is new.</summary>
    [Id(3)]
    public bool Changed { get; init; }

    /// <summary>The replicas that are there, and where what replaces them goes.</summary>
    [Id(4)]
    public ImmutableArray<ReplicaMove> Moves { get; init; } = [];
}
