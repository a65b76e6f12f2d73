namespace Krewe.Runtime.Turns;

/// <summary>
/// Runs the turns of activations. In production the thread pool; in simulation one thread that picks the next queue by a seeded choice.
/// </summary>
internal interface ITurnScheduler
{
    /// <summary>How many turns of one queue may run before others get their chance; 1 makes every turn a choice.</summary>
    int TurnsPerDispatch { get; }

    /// <summary>A coarse clock in milliseconds, to find long turns by. In a simulation turns take no time.</summary>
    long Clock => 0;

    /// <summary>From how many milliseconds on a turn is long.</summary>
    long LongTurn => long.MaxValue;

    /// <summary>Told of each long turn, after it.</summary>
    void WasLong(TurnQueue queue, long milliseconds)
    {
    }

    /// <summary>
    /// Begins a call that is made in nobody's turn: a queue that it makes ready may run on this very thread, once the call has been sent
    /// (<see cref="Release"/>), which saves a thread's sleep and another's waking. A simulation decides itself what runs next.
    /// </summary>
    /// <returns>False when everything is to be scheduled as ever; then there is nothing to release.</returns>
    bool TryHold() => false;

    /// <summary>Ends what a successful <see cref="TryHold"/> began.</summary>
    void Release()
    {
    }

    /// <summary>Whether a continuation whose antecedent allows it to run at once may do so on this thread, as the next turn of an idle queue.</summary>
    /// <param name="queue">The continuation's queue.</param>
    bool MayRunHere(TurnQueue queue) => false;

    /// <summary>Takes a queue that has become ready. It calls <see cref="TurnQueue.RunTurns()"/> once for it.</summary>
    /// <param name="queue">A queue that holds at least one turn, and that is not scheduled yet.</param>
    void Schedule(TurnQueue queue);
}
