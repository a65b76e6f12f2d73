namespace Krewe.Storage.Events;

/// <summary>What an append does when the log holds as many events as it may. No policy removes what a group has not acknowledged.</summary>
public enum EventLogOverflow
{
    /// <summary>Removes the oldest events that all groups acknowledged; refuses where there is none.</summary>
    DropOldestAcknowledged,

    /// <summary>Refuses until <see cref="IEventLog.TrimAsync"/> removed some.</summary>
    Refuse,
}
