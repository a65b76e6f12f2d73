namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>A coming promotion.</summary>
/// <param name="At">When, in ticks.</param>
/// <param name="Slot">Of which slot.</param>
/// <param name="Order">The order number of the entry; the slot has another one when it has left.</param>
internal readonly record struct AgeingKey(long At, int Slot, uint Order)
{
    public bool IsBefore(AgeingKey other) => At != other.At ? At < other.At : (int)(Order - other.Order) < 0;
}
