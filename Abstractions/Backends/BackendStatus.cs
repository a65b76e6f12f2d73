using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Models;
using Krewe.Naming;

namespace Krewe.Backends;

/// <summary>A model server as the silo that runs it sees it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.BackendStatus")]
public sealed record BackendStatus
{
    /// <summary>Whose model server it is.</summary>
    [Id(0)]
    public required ReplicaId Replica { get; init; }

    /// <summary>The epoch under which it was started.</summary>
    [Id(1)]
    public required long Epoch { get; init; }

    /// <summary>Which start under that epoch, from 1.</summary>
    [Id(2)]
    public required int Incarnation { get; init; }

    /// <summary>What it does.</summary>
    [Id(3)]
    public required BackendState State { get; init; }

    /// <summary>Its base address; null before it is known.</summary>
    [Id(4)]
    public string? Address { get; init; }

    /// <summary>Its process id; null for a server by address.</summary>
    [Id(5)]
    public int? ProcessId { get; init; }

    /// <summary>What the model takes and gives; null before it is ready.</summary>
    [Id(6)]
    public ModelSignature? Signature { get; init; }

    /// <summary>Why it is unhealthy or exited; null when all is well or it was told to stop.</summary>
    [Id(7)]
    public Problem? Problem { get; init; }

    /// <summary>The exit code; 128 plus the signal when a signal ended it; null while it runs.</summary>
    [Id(8)]
    public int? ExitCode { get; init; }

    /// <summary>When it was started.</summary>
    [Id(9)]
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Start to ready; null before it is ready.</summary>
    [Id(10)]
    public TimeSpan? StartupTime { get; init; }

    /// <summary>The last lines that it wrote; filled when it exited or is unhealthy.</summary>
    [Id(11)]
    public ImmutableArray<string> LastLines { get; init; } = [];

    /// <summary>How the granted CPU is enforced: <c>cgroup</c>, or <c>no (reason)</c>.</summary>
    [Id(12)]
    public string CpuEnforcement { get; init; } = "";

    /// <summary>How the granted memory is enforced: <c>cgroup</c>, <c>rlimit</c>, or <c>no (reason)</c>.</summary>
    [Id(13)]
    public string MemoryEnforcement { get; init; } = "";

    /// <summary>How the granted accelerators are enforced: <c>mig</c>, <c>mps</c>, <c>visibility</c>, or <c>no (reason)</c>; empty when none were granted.</summary>
    [Id(14)]
    public string DeviceEnforcement { get; init; } = "";
}
