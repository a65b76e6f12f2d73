namespace Krewe.Replicas;

/// <summary>A granted request with its payload, on its way to the replica.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ExecutionOrder")]
public sealed record ExecutionOrder
{
    /// <summary>The ticket's id.</summary>
    [Id(0)]
    public required string TicketId { get; init; }

    /// <summary>The epoch that was granted; any other is refused.</summary>
    [Id(1)]
    public required long Epoch { get; init; }

    /// <summary>What is left until the deadline.</summary>
    [Id(2)]
    public required TimeSpan Budget { get; init; }

    /// <summary>The body for the model server: the protocol's JSON.</summary>
    [Id(3)]
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The grant's attempt.</summary>
    [Id(4)]
    public int Attempt { get; init; }

    /// <summary>Whether it may be cancelled for a more important request, and is executed again then.</summary>
    [Id(5)]
    public bool Preemptible { get; init; }

    /// <summary>The batch that it is part of; null when it is executed by itself.</summary>
    [Id(6)]
    public string? Batch { get; init; }

    /// <summary>How many requests that batch has; 1 without one.</summary>
    [Id(7)]
    public int BatchSize { get; init; } = 1;
}
