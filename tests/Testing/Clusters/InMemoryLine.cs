namespace Krewe.Testing.Clusters;

/// <summary>One direction of a connection in memory: what is put in comes out in order, one at a time.</summary>
internal sealed class InMemoryLine
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _actions = new(); // under _gate
    private bool _isRunning; // under _gate
    private readonly Queue<Action> _waiting = new(); // of simulations, as what follows: one thread
    private DateTimeOffset _last;
    private bool _isCut;
    private bool _isBroken;

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

    /// <summary>Something has come to the end of the line: while it is cut it waits there, and when it is broken it is lost.</summary>
    public void Arrive(Action action)
    {
        if (_isCut)
        {
            _waiting.Enqueue(action);
        }
        else if (!_isBroken)
        {
            action();
        }
    }

    /// <summary>Nothing arrives any more, and nothing is lost as long as the connection lives: it is sent again below.</summary>
    public void Cut() => _isCut = true;

    /// <summary>What waits arrives, in order.</summary>
    public void Heal()
    {
        _isCut = false;
        while (_waiting.TryDequeue(out Action? action))
        {
            Arrive(action);
        }
    }

    /// <summary>What is on the way and what is still sent is lost.</summary>
    public void Break()
    {
        _isBroken = true;
        _isCut = false;
        _waiting.Clear();
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
