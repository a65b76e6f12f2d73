using Krewe.Runtime.Turns;

namespace Krewe.Testing.Simulation;

/// <summary>One thread runs all turns; which of the ready activations has the next one is a seeded choice.</summary>
internal sealed class SeededTurns(Random random) : ITurnScheduler
{
    private readonly List<TurnQueue> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile string? _strayed;

    public int TurnsPerDispatch => 1;

    /// <summary>Told before each turn.</summary>
    public Action<TurnQueue> Chosen { get; set; } = static _ => { };

    public void Schedule(TurnQueue queue)
    {
        if (Strays(queue.Name.ToString()))
        {
            return;
        }

        _ready.Add(queue);
    }

    /// <summary>Whether another thread than the simulation's does this; that thread sees it and then fails, because the run cannot be repeated.</summary>
    /// <param name="what">What it touches.</param>
    public bool Strays(string what)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            return false;
        }

        _strayed ??= $"{what}\n{Environment.StackTrace}\n";
        return true;
    }

    /// <summary>Whether a queue may run now; its turns wait while it may not.</summary>
    public Predicate<TurnQueue>? MayRun { get; set; }

    /// <summary>Drops what is ready of some queues: their silo is gone.</summary>
    public void Drop(Predicate<TurnQueue> which) => _ready.RemoveAll(which);

    /// <summary>Runs one turn. False when nothing is ready.</summary>
    public bool RunOne()
    {
        if (_strayed is { } strayed)
        {
            throw new InvalidOperationException(
                $"{strayed} was touched by another thread, so this run cannot be repeated. Usual causes: ConfigureAwait(false), Task.Run, the system's "
                + "clock, or Task.WhenAll, WhenAny or WaitAsync over a TaskCompletionSource with RunContinuationsAsynchronously.");
        }

        if (_ready.Count == 0)
        {
            return false;
        }

        int index = Choose();
        if (index < 0)
        {
            return false;
        }

        TurnQueue queue = _ready[index];
        _ready.RemoveAt(index);
        Chosen(queue);
        queue.RunTurns();
        return true;
    }

    private int Choose()
    {
        int any = random.Next(_ready.Count);
        if (MayRun is not { } mayRun || mayRun(_ready[any]))
        {
            return any;
        }

        List<int> ready = [.. Enumerable.Range(0, _ready.Count).Where(index => mayRun(_ready[index]))];
        return ready.Count == 0 ? -1 : ready[random.Next(ready.Count)];
    }
}
