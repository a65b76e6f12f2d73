namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>Where a flow stands in an order of flows: the key lies in the heap, so that a comparison touches no flow.</summary>
internal readonly record struct FlowKey(long First, int Number)
{
    public bool IsBefore(FlowKey other) => First != other.First ? First < other.First : Number < other.Number;
}
