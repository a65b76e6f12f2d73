namespace Krewe.Scheduling.Queueing;

/// <summary>A sort key stored inside the heap, so that a comparison touches one cache line and no entry.</summary>
internal readonly struct HeapKey(long first, long second, long third, int slot)
{
    public long First { get; } = first;

    public int Slot { get; } = slot;

    private long Second { get; } = second;

    private long Third { get; } = third;

    public HeapKey Reversed() => new(-First, -Second, -Third, Slot);

    public bool IsBefore(in HeapKey other) =>
        First != other.First ? First < other.First
        : Second != other.Second ? Second < other.Second
        : Third < other.Third;
}
