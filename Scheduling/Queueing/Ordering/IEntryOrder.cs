namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>An order of entries, resolved when compiled.</summary>
internal interface IEntryOrder
{
    static abstract bool IsBefore(EntryKey one, EntryKey other);
}
