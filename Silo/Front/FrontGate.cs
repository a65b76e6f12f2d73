namespace Krewe.Silo.Front;

/// <summary>Counts requests in flight, and closes when the silo stops.</summary>
internal sealed class FrontGate : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inFlight;
    private volatile bool _closed;

    public bool IsClosed => _closed;

    /// <summary>Signalled when requests in flight are given up: they are answered that the silo stops.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>False when the silo is stopping. Who entered must leave.</summary>
    public bool TryEnter()
    {
        Interlocked.Increment(ref _inFlight);
        if (!_closed)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0 && _closed)
        {
            _drained.TrySetResult();
        }
    }

    /// <summary>Lets nobody in any more; completes when the last one has left.</summary>
    public Task CloseAsync()
    {
        _closed = true;
        if (Volatile.Read(ref _inFlight) == 0)
        {
            _drained.TrySetResult();
        }

        return _drained.Task;
    }

    /// <summary>Gives up the requests that are still in flight.</summary>
    public Task AbandonAsync() => _abandoned.CancelAsync();

    public void Dispose() => _abandoned.Dispose();
}
