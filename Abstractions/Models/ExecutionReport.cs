using Krewe.Naming;

namespace Krewe.Models;

/// <summary>What the front tells the model about an execution: the slot is free, and how it went.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ExecutionReport")]
public sealed record ExecutionReport
{
    /// <summary>The grant's ticket.</summary>
    [Id(0)]
    public required string TicketId { get; init; }

    /// <summary>The grant's attempt.</summary>
    [Id(1)]
    public required int Attempt { get; init; }

    /// <summary>The grant's replica.</summary>
    [Id(2)]
    public required ReplicaId Replica { get; init; }

    /// <summary>How it ended.</summary>
    [Id(3)]
    public required ExecutionOutcome Outcome { get; init; }

    /// <summary>How long the model server took; zero when it did not answer.</summary>
    [Id(4)]
    public TimeSpan ServiceTime { get; init; }
}
