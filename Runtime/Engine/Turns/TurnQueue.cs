using Orleans.Runtime;

namespace Krewe.Runtime.Turns;

/// <summary>
/// The turns of one activation, in order, one at a time. Being a <see cref="TaskScheduler"/>, it is where the continuations of awaits go
/// that were begun in one of its turns. There is one for each activation, so it has no part that a resting one does not need.
/// </summary>
internal sealed class TurnQueue : TaskScheduler, IWorkItemScheduler, IThreadPoolWorkItem
{
    [ThreadStatic]
    private static TurnQueue? _running;

    private readonly ITurnScheduler _scheduler;
    private readonly IGrainContext? _owner;
    private readonly object? _name; // a GrainId, where no owner has one
    private readonly object _gate;
    private object? _first; // under _gate
    private Queue<object>? _others; // under _gate: empty while there is no first
    private bool _scheduled; // under _gate

    /// <summary>Makes the turns of an activation.</summary>
    /// <param name="scheduler">Runs them.</param>
    /// <param name="owner">The context of all turns.</param>
    /// <param name="gate">Guards the queue: the owner's own lock, so that there need not be two. Held for moments only.</param>
    public TurnQueue(ITurnScheduler scheduler, IGrainContext owner, object gate) => (_scheduler, _owner, _gate) = (scheduler, owner, gate);

    /// <summary>Makes turns without a grain's context.</summary>
    /// <param name="scheduler">Runs them.</param>
    /// <param name="name">What they are called.</param>
    public TurnQueue(ITurnScheduler scheduler, GrainId name) => (_scheduler, _name, _gate) = (scheduler, name, new object());

    /// <summary>The queue whose turn runs on this thread.</summary>
    public static TurnQueue? Running => _running;

    /// <summary>Whose turns these are.</summary>
    public GrainId Name => _owner?.GrainId ?? (GrainId)_name!;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether it is the queue of an activation; the engine's own turns always have threads of their own.</summary>
    public bool IsActivation => _owner is not null;

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
    public void RunTurns() => RunTurns(_scheduler.TurnsPerDispatch);

    /// <summary>The same, with a limit of the caller's.</summary>
    /// <param name="most">How many turns may run.</param>
    public void RunTurns(int most)
    {
        for (var left = most; left > 0; left--)
        {
            object turn;
            lock (_gate)
            {
                if (_first is null)
                {
                    _scheduled = false;
                    return;
                }

                turn = _first;
                _first = _others is { Count: > 0 } ? _others.Dequeue() : null;
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

        if (_running is not null || !_scheduler.MayRunHere(this) || !TryClaim())
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
            IEnumerable<object> turns = _first is null ? [] : [_first, .. _others ?? []];
            return [.. turns.OfType<Task>()];
        }
    }

    private void Add(object turn)
    {
        lock (_gate)
        {
            if (_first is null)
            {
                _first = turn;
            }
            else
            {
                (_others ??= new Queue<object>()).Enqueue(turn);
            }

            if (_scheduled)
            {
                return;
            }

            _scheduled = true;
        }

        _scheduler.Schedule(this);
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
            if (_first is null)
            {
                _scheduled = false;
                return;
            }
        }

        _scheduler.Schedule(this);
    }

    private void RunTurn(object turn)
    {
        var outer = _running;
        var outerContext = RuntimeContext.Current;
        _running = this;
        RuntimeContext.Current = _owner;
        var began = _scheduler.Clock;
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
            if (_scheduler.Clock - began is var took && took >= _scheduler.LongTurn)
            {
                _scheduler.WasLong(this, took);
            }
        }
    }
}
