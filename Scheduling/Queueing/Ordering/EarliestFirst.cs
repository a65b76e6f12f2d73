namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>The order of service: earliest deadline, then first come.</summary>
internal readonly struct EarliestFirst : IEntryOrder
{
    public static bool IsBefore(EntryKey one, EntryKey other) =>
        one.Deadline != other.Deadline ? one.Deadline < other.Deadline : (int)(one.Order - other.Order) < 0;
}
