using System.Collections.Immutable;
using Krewe.Backends;
using Krewe.Errors;
using Krewe.Hosts;
using Krewe.Naming;

namespace Krewe.Replicas;

/// <summary>A replica as its grain sees it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ReplicaView")]
public sealed record ReplicaView
{
    /// <summary>Which replica.</summary>
    [Id(0)]
    public required ReplicaId Id { get; init; }

    /// <summary>Where it is in its life.</summary>
    [Id(1)]
    public required ReplicaPhase Phase { get; init; }

    /// <summary>The version that it serves; null when it has no assignment.</summary>
    [Id(2)]
    public string? Version { get; init; }

    /// <summary>The generation of its spec.</summary>
    [Id(3)]
    public long Generation { get; init; }

    /// <summary>Its lease; null when it has none.</summary>
    [Id(4)]
    public Lease? Lease { get; init; }

    /// <summary>Its model server; null when none was started.</summary>
    [Id(5)]
    public BackendStatus? Backend { get; init; }

    /// <summary>Requests that it works on.</summary>
    [Id(6)]
    public int Running { get; init; }

    /// <summary>Starts of its model server since its grain was activated, the first not counted.</summary>
    [Id(7)]
    public int Restarts { get; init; }

    /// <summary>What went wrong last; null when nothing did since it was ready.</summary>
    [Id(8)]
    public Problem? Problem { get; init; }

    /// <summary>When its model server is started again; null unless restarting.</summary>
    [Id(9)]
    public DateTimeOffset? RestartAt { get; init; }

    /// <summary>The last lines that its model server wrote before it exited; empty otherwise.</summary>
    [Id(10)]
    public ImmutableArray<string> LastLines { get; init; } = [];

    /// <summary>The highest epoch that it ever accepted; an order under an older one is not carried out.</summary>
    [Id(11)]
    public long Epoch { get; init; }
}
