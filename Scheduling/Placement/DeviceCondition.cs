namespace Krewe.Scheduling.Placement;

/// <summary>Whether a device takes new work; only a healthy one does.</summary>
public enum DeviceCondition
{
    /// <summary>It does.</summary>
    Healthy = 0,

    /// <summary>It works with errors or below its speed.</summary>
    Degraded = 1,

    /// <summary>Its work is being moved away.</summary>
    Draining = 2,

    /// <summary>It is gone.</summary>
    Lost = 3,

    /// <summary>It has not reported yet.</summary>
    Unknown = 4,

    /// <summary>It was gone, and has not answered for long enough since.</summary>
    Returned = 5,
}
