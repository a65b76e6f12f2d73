using Orleans.Runtime;

namespace Krewe.Runtime.Reminders;

/// <summary>What names a reminder.</summary>
internal readonly record struct ReminderKey(GrainId GrainId, string Name) : IComparable<ReminderKey>
{
    public int CompareTo(ReminderKey other) => GrainId.CompareTo(other.GrainId) is not 0 and var order ? order : string.CompareOrdinal(Name, other.Name);
}
