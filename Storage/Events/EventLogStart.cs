namespace Krewe.Storage.Events;

/// <summary>The first event that a new group sees.</summary>
public enum EventLogStart
{
    /// <summary>The oldest that is kept.</summary>
    Oldest,

    /// <summary>The next that is appended.</summary>
    Next,
}
