namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>The order of shedding: the reverse of that of service.</summary>
internal readonly struct LatestFirst : IEntryOrder
{
    public static bool IsBefore(EntryKey one, EntryKey other) => EarliestFirst.IsBefore(other, one);
}
