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

    /// <summary>For how long the front may keep the slot for further executions, unless it is called back; zero when not at all.</summary>
    [Id(6)]
    public TimeSpan KeepFor { get; init; }
}
