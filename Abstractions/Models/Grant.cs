using Krewe.Naming;

namespace Krewe.Models;

/// <summary>The right to execute one request in one slot of one replica, under that replica's epoch.</summary>
[GenerateSerializer, Immutable, Alias("krewe.Grant")]
public sealed record Grant
{
    /// <summary>The ticket's id.</summary>
    [Id(0)]
    public required string TicketId { get; init; }

    /// <summary>Which execution of that ticket it is.</summary>
    [Id(1)]
    public required int Attempt { get; init; }

    /// <summary>Where to send the payload.</summary>
    [Id(2)]
    public required ReplicaId Replica { get; init; }

    /// <summary>The epoch of the replica's lease; the replica refuses any other.</summary>
    [Id(3)]
    public required long Epoch { get; init; }

    /// <summary>The version that the replica serves.</summary>
    [Id(4)]
    public required string Version { get; init; }

    /// <summary>How long the ticket waited.</summary>
    [Id(5)]
    public TimeSpan QueueTime { get; init; }

    /// <summary>The batch that it is part of; null when it is executed by itself.</summary>
    [Id(7)]
    public string? Batch { get; init; }

    /// <summary>How many requests that batch has; 1 without one.</summary>
    [Id(8)]
    public int BatchSize { get; init; } = 1;

    /// <summary>Whether it is the one of a batch that counts for all; true without one.</summary>
    public bool LeadsBatch => Batch is null || Batch == BatchOf(TicketId, Attempt);

    /// <summary>After how long without an answer a second execution may be asked for; null when it may not.</summary>
    [Id(9)]
    public TimeSpan? HedgeAfter { get; init; }

    /// <summary>For how long the front may keep the slot for further executions, unless it is called back; zero when not at all.</summary>
    [Id(6)]
    public TimeSpan KeepFor { get; init; }

    /// <summary>The name of the batch that a ticket leads.</summary>
    /// <param name="ticketId">The ticket's id.</param>
    /// <param name="attempt">Its attempt.</param>
    public static string BatchOf(string ticketId, int attempt) => $"{ticketId}/{attempt}";
}
