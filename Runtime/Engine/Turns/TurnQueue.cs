using Orleans.Runtime;

namespace Krewe.Runtime.Turns;

/// <summary>
/// The turns of one activation, in order, one at a time. Being a <see cref="TaskScheduler"/>, it is where the continuations of awaits go
/// that were begun in one of its turns.
/// </summary>
internal sealed class TurnQueue(ITurnScheduler scheduler, IGrainContext? owner, GrainId name) : TaskScheduler, IWorkItemScheduler, IThreadPoolWorkItem
{
    [ThreadStatic]
    private static TurnQueue? _running;

    private readonly Lock _gate = new();
    private readonly Queue<object> _turns = new();
    private bool _scheduled;

    /// <summary>The queue whose turn runs on this thread.</summary>
    public static TurnQueue? Running => _running;

    /// <summary>Whose turns these are.</summary>
    public GrainId Name => name;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether it is the queue of an activation; the engine's own turns always have threads of their own.</summary>
    public bool IsActivation => owner is not null;

    /// <summary>What its turns took on the threads of others.</summary>
    public TurnLengths Lengths { get; } = new();

    /// <summary>Queues work that the owner keeps.</summary>
    public void QueueTurn(ITurn turn) => Add(turn);

    /// <summary>Queues an action. It does not see the caller's execution context: what the caller set for itself stays with it.</summary>
    public void QueueAction(Action action) => Add(action);

    public void QueueWorkItem(IThreadPoolWorkItem workItem) => QueueAction(workItem.Execute);

    void IWorkItemScheduler.QueueTask(Task task) => task.Start(this);

    void IThreadPoolWorkItem.Execute() => RunTurns();

    /// <summary>Runs turns until none is left or the scheduler's limit is reached. Called by the scheduler, once for each time it was given the queue.</summary>
    public void RunTurns() => RunTurns(scheduler.TurnsPerDispatch);

    /// <summary>The same, with a limit of the caller's.</summary>
    /// <param name="most">How many turns may run.</param>
    public void RunTurns(int most)
    {
        for (var left = most; left > 0; left--)
        {
            object? turn;
            lock (_gate)
            {
                if (!_turns.TryDequeue(out turn))
                {
                    _scheduled = false;
                    return;
                }
            }

            RunTurn(turn);
        }

        LeaveOrGoOn();
    }

    protected override void QueueTask(Task task) => Add(task);

    /// <summary>
    /// Continuations of work in a turn may run within it; whatever was queued waits for its own turn. Where nobody's turn runs, as when the
    /// answer of a server comes in, an idle queue's next turn may be here.
    /// </summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (taskWasPreviouslyQueued)
        {
            return false;
        }

        if (ReferenceEquals(_running, this))
        {
            return TryExecuteTask(task);
        }

        if (_running is not null || !scheduler.MayRunHere(this) || !TryClaim())
        {
            return false;
        }

        RunTurn(task);
        LeaveOrGoOn();
        return true;
    }

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return [.. _turns.OfType<Task>()];
        }
    }

    private void Add(object turn)
    {
        lock (_gate)
        {
            _turns.Enqueue(turn);
            if (_scheduled)
            {
                return;
            }

            _scheduled = true;
        }

        scheduler.Schedule(this);
    }

    /// <summary>Makes this thread the one that runs the turns, if there are none.</summary>
    private bool TryClaim()
    {
        lock (_gate)
        {
            return !_scheduled && (_scheduled = true);
        }
    }

    private void LeaveOrGoOn()
    {
        lock (_gate)
        {
            if (_turns.Count == 0)
            {
                _scheduled = false;
                return;
            }
        }

        scheduler.Schedule(this);
    }

    private void RunTurn(object turn)
    {
        var outer = _running;
        var outerContext = RuntimeContext.Current;
        _running = this;
        RuntimeContext.Current = owner;
        var began = scheduler.Clock;
        try
        {
            // A task around it makes this queue the current scheduler, so that awaits inside come back to it.
            switch (turn)
            {
                case Task task: TryExecuteTask(task); break;
                case ITurn own: new Task(static state => ((ITurn)state!).Run(), own).RunSynchronously(this); break;
                default: new Task((Action)turn).RunSynchronously(this); break;
            }
        }
        finally
        {
            _running = outer;
            RuntimeContext.Current = outerContext;
            if (scheduler.Clock - began is var took && took >= scheduler.LongTurn)
            {
                scheduler.WasLong(this, took);
            }
        }
    }
}
