namespace Krewe.Scheduling.Queueing;

/// <summary>
/// Where each slot stands in whichever heap of a family holds it. A slot is in one heap of a family at a time, so the heaps
/// of all ranks share one array.
/// </summary>
internal sealed class SlotPositions
{
    private int[] _positions = [];

    public int this[int slot]
    {
        get => _positions[slot];
        set => _positions[slot] = value;
    }

    public void EnsureCapacity(int capacity)
    {
        if (_positions.Length < capacity)
        {
            Array.Resize(ref _positions, capacity);
        }
    }
}
