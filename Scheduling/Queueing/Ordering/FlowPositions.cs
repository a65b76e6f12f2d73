namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>Where each flow stands in whichever heap of a kind holds it. A flow is in one heap of a kind at a time, so all levels share one array.</summary>
internal sealed class FlowPositions
{
    private int[] _positions = [];

    public int this[int flow]
    {
        get => _positions[flow];
        set => _positions[flow] = value;
    }

    public void EnsureCapacity(int capacity)
    {
        if (_positions.Length < capacity)
        {
            Array.Resize(ref _positions, capacity);
        }
    }
}
