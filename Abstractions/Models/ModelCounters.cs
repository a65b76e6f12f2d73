namespace Krewe.Models;

/// <summary>What a model counted since its grain was activated.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ModelCounters")]
public sealed record ModelCounters
{
    /// <summary>Tickets that came in, retries not counted.</summary>
    [Id(0)]
    public long Arrived { get; init; }

    /// <summary>Executions that completed.</summary>
    [Id(1)]
    public long Completed { get; init; }

    /// <summary>Executions that failed or were refused by the model server.</summary>
    [Id(2)]
    public long Failed { get; init; }

    /// <summary>Tickets that were not admitted, or shed.</summary>
    [Id(3)]
    public long Refused { get; init; }

    /// <summary>Tickets whose deadline passed in the queue.</summary>
    [Id(4)]
    public long Expired { get; init; }

    /// <summary>Tickets and executions that their caller gave up.</summary>
    [Id(5)]
    public long Cancelled { get; init; }

    /// <summary>Executions whose replica was lost.</summary>
    [Id(6)]
    public long Lost { get; init; }

    /// <summary>Executions of several requests together.</summary>
    [Id(7)]
    public long Batches { get; init; }

    /// <summary>Requests in those.</summary>
    [Id(8)]
    public long Batched { get; init; }

    /// <summary>Second executions that were begun because the first took longer than usual.</summary>
    [Id(9)]
    public long Hedged { get; init; }

    /// <summary>Both together.</summary>
    /// <param name="other">The other.</param>
    public ModelCounters Plus(ModelCounters other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Arrived = Arrived + other.Arrived,
            Completed = Completed + other.Completed,
            Failed = Failed + other.Failed,
            Refused = Refused + other.Refused,
            Expired = Expired + other.Expired,
            Cancelled = Cancelled + other.Cancelled,
            Lost = Lost + other.Lost,
            Batches = Batches + other.Batches,
            Batched = Batched + other.Batched,
            Hedged = Hedged + other.Hedged,
        };
    }
}
