using Krewe.Specs;

namespace Krewe.Silo.Front;

/// <summary>What is worth knowing of a finished request; for metrics.</summary>
internal readonly record struct RequestRecord
{
    /// <summary>Null when no such model exists, so that made-up names do not become labels.</summary>
    public string? Model { get; init; }

    public string? Tenant { get; init; }

    /// <summary>Where the model's queue is; null when no such model exists.</summary>
    public string? Region { get; init; }

    public string? Version { get; init; }

    public ServiceClass Class { get; init; }

    public RequestOutcome Outcome { get; init; }

    /// <summary>The stable code; null when completed.</summary>
    public string? Code { get; init; }

    public TimeSpan Total { get; init; }

    public TimeSpan Queue { get; init; }

    public TimeSpan Service { get; init; }

    public long Bytes { get; init; }

    /// <summary>The model's own region, when it may be executed in others, too; else null.</summary>
    public string? Home { get; init; }

    /// <summary>Why it was executed where it was; null for a model of one region.</summary>
    public string? RegionReason { get; init; }

    /// <summary>Executions beyond the first, because a replica was lost.</summary>
    public int Retries { get; init; }

    /// <summary>Executions that gave way to a more important request.</summary>
    public int Preemptions { get; init; }

    /// <summary>Second executions beside the first.</summary>
    public int Hedges { get; init; }

    /// <summary>Those of them that answered first.</summary>
    public int HedgesWon { get; init; }

    /// <summary>Requests in the last execution; 0 where the model has no batches, and for all but one of those that were executed together.</summary>
    public int Batch { get; init; }

    /// <summary>Executions in all; 0 when the request never reached a replica.</summary>
    public int Executions { get; init; }
}
