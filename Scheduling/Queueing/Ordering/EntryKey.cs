namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>
/// The sort key of an entry: 16 bytes, so that four siblings fill a cache line. The order number says when the entry first came; it wraps
/// and decides only between equal deadlines. An entry whose slot has another order number by now has left.
/// </summary>
internal readonly record struct EntryKey(long Deadline, uint Order, int Slot);
