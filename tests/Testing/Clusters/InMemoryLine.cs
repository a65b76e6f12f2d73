namespace Krewe.Testing.Clusters;

/// <summary>One direction of a connection in memory: what is put in comes out in order, one at a time.</summary>
internal sealed class InMemoryLine
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _actions = new(); // under _gate
    private bool _isRunning; // under _gate
    private DateTimeOffset _last; // of simulations: one thread

    /// <summary>Runs an action on the thread pool, after those before it.</summary>
    public void Run(Action action)
    {
        lock (_gate)
        {
            _actions.Enqueue(action);
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static line => line.RunAll(), this, preferLocal: false);
    }

    /// <summary>A delay after which something arrives that does not overtake what was sent before.</summary>
    public TimeSpan DelayInOrder(TimeProvider time, TimeSpan delay)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset due = now + delay;
        _last = due > _last ? due : _last + TimeSpan.FromTicks(1);
        return _last - now;
    }

    private void RunAll()
    {
        while (true)
        {
            Action action;
            lock (_gate)
            {
                if (!_actions.TryDequeue(out action!))
                {
                    _isRunning = false;
                    return;
                }
            }

            action();
        }
    }
}
