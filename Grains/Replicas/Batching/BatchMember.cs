using Krewe.Backends;
using Krewe.Models;
using Krewe.Replicas;

namespace Krewe.Grains.Replicas.Batching;

/// <summary>One request of a batch, and whoever waits for its answer.</summary>
internal sealed class BatchMember(ExecutionOrder order, PendingBatch batch)
{
    private static readonly BackendReply Gone = new() { Outcome = ExecutionOutcome.Cancelled };

    public ExecutionOrder Order { get; } = order;

    /// <summary>Completed by the batch, or before it when the caller went away.</summary>
    public TaskCompletionSource<BackendReply> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsGone => Reply.Task.IsCompleted;

    /// <summary>Its caller went away; from any thread.</summary>
    public void Leave()
    {
        if (Reply.TrySetResult(Gone))
        {
            batch.Left();
        }
    }
}
