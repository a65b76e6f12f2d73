using Krewe.Storage.State;
using Microsoft.Data.Sqlite;
using Orleans.Storage;

namespace Krewe.Storage.Sqlite.Worker;

/// <summary>
/// One read, write or clear. The worker runs <see cref="Run"/>, perhaps again when its batch failed, and completes it only after the commit.
/// </summary>
internal abstract class StateOperation(StateKey key, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<StateRow?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StateRow? _result;
    private InconsistentStateException? _conflict;

    /// <summary>The row afterwards; null for none.</summary>
    public Task<StateRow?> Completion => _completion.Task;

    public StateKey Key { get; } = key;

    /// <summary>Whether it may change something.</summary>
    public abstract bool Writes { get; }

    /// <summary>Ends it when its caller gave up. What was begun is carried through.</summary>
    public bool TryCancel() => cancellationToken.IsCancellationRequested && _completion.TrySetCanceled(cancellationToken);

    public void Run(StateDatabase database, SqliteTransaction transaction)
    {
        _conflict = null;
        try
        {
            _result = Execute(database, transaction);
        }
        catch (InconsistentStateException conflict)
        {
            _conflict = conflict;
        }
    }

    public void Complete()
    {
        if (_conflict is null)
        {
            _completion.TrySetResult(_result);
        }
        else
        {
            _completion.TrySetException(_conflict);
        }
    }

    public void Fail(Exception exception) => _completion.TrySetException(exception);

    protected abstract StateRow? Execute(StateDatabase database, SqliteTransaction transaction);

    /// <summary>Compares before anything is changed, so that a conflict leaves nothing to undo.</summary>
    protected void ThrowIfConflict(StateRow? stored, string? expected)
    {
        var current = stored is { } row ? StateEtag.Format(row.Etag) : null;
        if (current != expected)
        {
            throw StateConflict.Between(Key, current, expected);
        }
    }
}
