using Krewe.Errors;
using Krewe.Models;

namespace Krewe.Replicas;

/// <summary>How an execution ended, with the model server's answer.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ExecutionResult")]
public sealed record ExecutionResult
{
    /// <summary>How it ended.</summary>
    [Id(0)]
    public required ExecutionOutcome Outcome { get; init; }

    /// <summary>The model server's body; empty unless completed.</summary>
    [Id(1)]
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Why it did not complete.</summary>
    [Id(2)]
    public Problem? Problem { get; init; }

    /// <summary>The model server's HTTP status; 0 when it did not answer.</summary>
    [Id(3)]
    public int Status { get; init; }

    /// <summary>How long the model server took.</summary>
    [Id(4)]
    public TimeSpan ServiceTime { get; init; }

    /// <summary>Whether the request cannot have caused it: it was never sent, or the silo itself ended the model server. It does not count against the request.</summary>
    [Id(5)]
    public bool Blameless { get; init; }
}
