using System.Threading.Channels;

namespace Krewe.Storage.Postgres.Groups;

/// <summary>
/// Gives out operations so that at any time each key is with one worker only, and those of one key in the order in which they came.
/// </summary>
internal sealed class KeyedQueue<TOperation, TResult>
    where TOperation : GroupOperation<TResult>
{
    private readonly Lock _gate = new();
    private readonly Channel<TOperation> _ready = Channel.CreateUnbounded<TOperation>();

    // Guarded by _gate. The keys that are ready or with a worker, each with those that wait behind; null while none does.
    private readonly Dictionary<object, Queue<TOperation>?> _busy = [];
    private bool _stopped;

    public ChannelReader<TOperation> Ready => _ready.Reader;

    /// <summary>False once it was stopped.</summary>
    public bool TryAdd(TOperation operation)
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return false;
            }

            if (!_busy.TryGetValue(operation.Key, out var waiting))
            {
                _busy.Add(operation.Key, null);
                _ready.Writer.TryWrite(operation);
            }
            else
            {
                (waiting ?? (_busy[operation.Key] = new Queue<TOperation>())).Enqueue(operation);
            }

            return true;
        }
    }

    /// <summary>The worker is done with it; the next of its key is ready.</summary>
    public void Release(TOperation operation)
    {
        lock (_gate)
        {
            if (_busy[operation.Key] is { Count: > 0 } waiting)
            {
                _ready.Writer.TryWrite(waiting.Dequeue());
                return;
            }

            _busy.Remove(operation.Key);
            CompleteWhenEmpty_NeedsLock();
        }
    }

    /// <summary>Takes nothing more; the workers end when all is given out.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            CompleteWhenEmpty_NeedsLock();
        }
    }

    private void CompleteWhenEmpty_NeedsLock()
    {
        if (_stopped && _busy.Count == 0)
        {
            _ready.Writer.TryComplete();
        }
    }
}
