using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Naming;

namespace Krewe.Admin.Plans;

/// <summary>What would become of one replica.</summary>
public sealed record PlannedReplica
{
    /// <summary>The replica.</summary>
    public required ReplicaId Replica { get; init; }

    /// <summary>What would happen to it.</summary>
    public required PlannedStep Step { get; init; }

    /// <summary>The host that it would be on, or is on; null when there is no room.</summary>
    public string? Host { get; init; }

    /// <summary>The devices that it would have, or has; by UUID.</summary>
    public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>Seconds of loading that starting it would take, estimated from all that it holds; 0 for one that is not started.</summary>
    public double Seconds { get; init; }

    /// <summary>Why: the comparison of the hosts, or what it makes room for.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>Why there would be no place for it; null when there is one.</summary>
    public Problem? Refusal { get; init; }
}
