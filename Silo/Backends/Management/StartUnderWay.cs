namespace Krewe.Silo.Backends.Management;

/// <summary>A start that may take long, because weights are fetched for it. It can be given up from outside of its turn.</summary>
internal sealed class StartUnderWay(long epoch, CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly Lock _lock = new();
    private bool _over; // Under the lock.

    public CancellationToken Token => _end.Token;

    /// <summary>Gives it up when it is of an epoch below this one.</summary>
    public void EndBelow(long limit)
    {
        lock (_lock)
        {
            if (!_over && epoch < limit)
            {
                _ = _end.CancelAsync(); // What waits for it does not run on here, under the lock.
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _over = true;
            _end.Dispose();
        }
    }
}
