using Krewe.Planning.Fleets;
using Krewe.Scheduling.Queueing.Admission;

namespace Krewe.Planning.Replay.Queues;

/// <summary>The requests that one replica holds, in the order in which they came to it: the first is in service.</summary>
/// <param name="id">Its name.</param>
/// <param name="slots">Requests that it holds at most.</param>
internal sealed class ServingReplica(string id, int slots)
{
    private readonly ReplayRequest[] _held = new ReplayRequest[slots];
    private int _head;

    public string Id => id;

    public int Slots => _held.Length;

    public int Count { get; private set; }

    /// <summary>True from when it gets no more until it is empty.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>Where it is; null without a fleet.</summary>
    public FleetPlace? Place { get; set; }

    /// <summary>By what its executions are shorter than the model's rules say.</summary>
    public double Speed => Place?.Speed ?? 1;

    /// <summary>What its executions usually take.</summary>
    public ServiceTimeEstimate Times { get; set; }

    /// <summary>When it began with the request in service, in seconds.</summary>
    public double BegunAt { get; set; }

    /// <summary>The request in service, or the next one.</summary>
    public ref readonly ReplayRequest First => ref _held[_head];

    public void Add(in ReplayRequest request)
    {
        var at = _head + Count++;
        _held[at < _held.Length ? at : at - _held.Length] = request;
    }

    public ReplayRequest Take()
    {
        var request = _held[_head];
        _head = _head + 1 == _held.Length ? 0 : _head + 1;
        Count--;
        return request;
    }

    /// <summary>When it is expected to be done with all that it holds, now at the earliest.</summary>
    public DateTimeOffset ExpectedEnd(DateTimeOffset now)
    {
        if (Count == 0)
        {
            return now;
        }

        var end = QueueTime.At(BegunAt) + Times.Typical;
        return (end > now ? end : now) + ((Count - 1) * Times.Typical);
    }
}
