namespace Krewe.Scheduling.Placement;

/// <summary>Whether a host takes new work.</summary>
public enum HostAvailability
{
    /// <summary>It does.</summary>
    Active = 0,

    /// <summary>An operator has closed it to new work.</summary>
    Cordoned = 1,

    /// <summary>Its work is being moved away.</summary>
    Draining = 2,

    /// <summary>Its silo is stopping.</summary>
    Stopping = 3,

    /// <summary>It no longer answers.</summary>
    Lost = 4,

    /// <summary>It has not reported yet.</summary>
    Unknown = 5,
}
