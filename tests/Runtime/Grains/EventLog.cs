namespace Krewe.Runtime.Tests.Grains;

/// <summary>What test grains note, in order; a singleton of the silo.</summary>
public sealed class EventLog
{
    private readonly List<string> _events = [];

    public IReadOnlyList<string> Events
    {
        get
        {
            lock (_events)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>Thrown by the next activations while set.</summary>
    public Exception? FailActivation { get; set; }

    /// <summary>Whether the next activations end themselves while they begin.</summary>
    public bool LeaveInActivation { get; set; }

    public void Add(string what)
    {
        lock (_events)
        {
            _events.Add(what);
        }
    }
}
