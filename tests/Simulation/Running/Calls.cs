namespace Krewe.Simulation.Tests.Running;

/// <summary>
/// The callers' ledger: each call has one outcome, in time. What a call did is counted apart from it (<see cref="Executions"/>), where it is done.
/// </summary>
internal sealed class Calls
{
    /// <summary>A call times out after 5 s; its silo may stand still for 30 s, and be declared dead meanwhile.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, bool?> _outcomes = []; // true: it returned; null: not yet
    private readonly Queue<(string Id, TimeSpan Begun)> _open = [];

    /// <summary>How many returned.</summary>
    public int Done { get; private set; }

    /// <summary>How many failed, so that their callers do not know.</summary>
    public int Unknown { get; private set; }

    /// <summary>The ids of calls that returned, in the order in which they did.</summary>
    public List<string> DoneIds { get; } = [];

    public void Begin(string id, TimeSpan now)
    {
        if (!_outcomes.TryAdd(id, null))
        {
            throw new InvalidOperationException($"the call {id} was made twice: an error of the program");
        }

        _open.Enqueue((id, now));
    }

    public void End(string id, bool returned)
    {
        if (_outcomes[id] is { } before)
        {
            throw new InvalidOperationException($"the call {id} had two outcomes: {before} and {returned}");
        }

        _outcomes[id] = returned;
        (Done, Unknown) = returned ? (Done + 1, Unknown) : (Done, Unknown + 1);
        if (returned)
        {
            DoneIds.Add(id);
        }
    }

    public bool WasDone(string id) => _outcomes.GetValueOrDefault(id) == true;

    /// <summary>A call that should have had an outcome by now.</summary>
    public string? FindOverdue(TimeSpan now)
    {
        while (_open.TryPeek(out var oldest) && _outcomes[oldest.Id] is not null)
        {
            _open.Dequeue();
        }

        return _open.TryPeek(out var open) && now - open.Begun > Longest ? $"the call {open.Id} has no outcome after {Longest.TotalSeconds:0} s" : null;
    }
}
