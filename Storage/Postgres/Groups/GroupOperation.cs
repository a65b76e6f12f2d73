namespace Krewe.Storage.Postgres.Groups;

/// <summary>One operation of many that share a commit. All but the constructor and <see cref="Completion"/> belongs to the worker that has it.</summary>
/// <param name="key">Operations of equal keys keep their order.</param>
/// <param name="cancellationToken">Gives up; heeded until it is sent.</param>
internal abstract class GroupOperation<TResult>(object key, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public object Key { get; } = key;

    public Task<TResult> Completion => _completion.Task;

    /// <summary>When it came, by the clock of the group commit.</summary>
    public long Enqueued { get; set; }

    /// <summary>It was sent at least once without an answer, so that it may have been done, or may still be.</summary>
    public bool IsUncertain { get; set; }

    /// <summary>Whether it may change something.</summary>
    public abstract bool Writes { get; }

    /// <summary>What it is about, for messages.</summary>
    public abstract string Subject { get; }

    public bool TryCancel() => cancellationToken.IsCancellationRequested && _completion.TrySetCanceled(cancellationToken);

    public void Complete(GroupOutcome<TResult> outcome)
    {
        if (outcome.Error is { } error)
        {
            _completion.TrySetException(error);
        }
        else
        {
            _completion.TrySetResult(outcome.Result!);
        }
    }

    public void Fail(Exception exception) => _completion.TrySetException(exception);
}
