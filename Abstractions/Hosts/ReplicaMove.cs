using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Hosts;

/// <summary>A replica that is to leave, and the place of what replaces it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ReplicaMove")]
public sealed record ReplicaMove
{
    /// <summary>The replica that leaves.</summary>
    [Id(0)]
    public required ReplicaId Replica { get; init; }

    /// <summary>Whether there is a place for what replaces it; else it stays and serves.</summary>
    [Id(1)]
    public bool HasRoom { get; init; }

    /// <summary>The host of what replaces it; null when there is no room.</summary>
    [Id(2)]
    public string? Host { get; init; }

    /// <summary>Its devices there, by UUID.</summary>
    [Id(3)]
    public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>Why there, or why there is no room: every reason.</summary>
    [Id(4)]
    public ImmutableArray<string> Reasons { get; init; } = [];
}
