namespace Krewe.Scheduling.Health;

/// <summary>What a device is good for.</summary>
public enum HealthCondition
{
    /// <summary>It takes work.</summary>
    Healthy = 0,

    /// <summary>It keeps its work and takes none anew.</summary>
    Degraded = 1,

    /// <summary>Its work is moved away, start before stop.</summary>
    Draining = 2,

    /// <summary>It is gone, with what ran on it.</summary>
    Lost = 3,

    /// <summary>It answers again after it was lost or silent; it takes work anew when it has done so for a while.</summary>
    Returned = 4,
}
