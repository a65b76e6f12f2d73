namespace Krewe.Scheduling.Health;

/// <summary>How a device answered when it was measured.</summary>
public enum HealthAnswer
{
    /// <summary>It did.</summary>
    Measured = 0,

    /// <summary>With an error that may pass.</summary>
    Failed = 1,

    /// <summary>Not at all: a call has not come back.</summary>
    Silent = 2,

    /// <summary>Its driver says that it is gone, or it is not listed any more.</summary>
    Lost = 3,

    /// <summary>Nobody could ask it: the library or the driver is gone.</summary>
    Unmeasured = 4,
}
