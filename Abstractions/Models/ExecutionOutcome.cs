namespace Krewe.Models;

/// <summary>How an execution ended.</summary>
[GenerateSerializer, Alias("krewe.ExecutionOutcome")]
public enum ExecutionOutcome
{
    /// <summary>The model server answered.</summary>
    Completed,

    /// <summary>The model server refused the request: the caller's mistake.</summary>
    Refused,

    /// <summary>The model server failed, or its answer is not the protocol's.</summary>
    Failed,

    /// <summary>The replica was lost, or not the one that was granted: may be executed again.</summary>
    Lost,

    /// <summary>The deadline passed, or the caller went away.</summary>
    Cancelled,

    /// <summary>Cancelled by the model so that a critical request keeps its deadline: executed again.</summary>
    Preempted,
}
