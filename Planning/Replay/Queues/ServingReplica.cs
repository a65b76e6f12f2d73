namespace Krewe.Planning.Replay.Queues;

/// <summary>The requests that one replica holds, in the order in which they came to it: the first is in service.</summary>
internal sealed class ServingReplica(int slots)
{
    private readonly ReplayRequest[] _held = new ReplayRequest[slots];
    private int _head;

    public int Slots => _held.Length;

    public int Count { get; private set; }

    /// <summary>True from when it gets no more until it is empty.</summary>
    public bool IsLeaving { get; set; }

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
}
