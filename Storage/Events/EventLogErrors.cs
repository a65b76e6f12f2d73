using System.Globalization;

namespace Krewe.Storage.Events;

/// <summary>What callers of an event log hear.</summary>
internal static class EventLogErrors
{
    public static StorageException Full(string log, EventLogOptions options) => new(
        StorageCodes.EventLogFull,
        string.Create(CultureInfo.InvariantCulture, $"event log '{log}' holds the {options.MaxEvents} events that it may; ")
            + (options.Overflow == EventLogOverflow.Refuse ? "trim it, or raise MaxEvents" : "its consumers have to acknowledge some, or raise MaxEvents"));

    public static StorageException UnknownGroup(string log, string group) => new(
        StorageCodes.EventGroupUnknown, $"event log '{log}' has no consumer group '{group}'; add it with AddGroupAsync before claiming");

    public static void ThrowIfInvalid(string group, int max, TimeSpan lease)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(group);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
    }
}
