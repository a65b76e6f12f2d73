namespace Krewe.Planning.Replay;

/// <summary>The requests that one replica holds, by the time of their arrival: the first is in service.</summary>
internal sealed class ServingReplica(int slots)
{
    private readonly double[] _held = new double[slots];
    private int _head;

    public int Slots => _held.Length;

    public int Count { get; private set; }

    /// <summary>True from when it gets no more until it is empty.</summary>
    public bool IsLeaving { get; set; }

    public void Add(double arrived)
    {
        var at = _head + Count++;
        _held[at < _held.Length ? at : at - _held.Length] = arrived;
    }

    public double Take()
    {
        var arrived = _held[_head];
        _head = _head + 1 == _held.Length ? 0 : _head + 1;
        Count--;
        return arrived;
    }
}
