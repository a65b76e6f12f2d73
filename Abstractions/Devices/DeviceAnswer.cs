namespace Krewe.Devices;

/// <summary>How a device answered when it was measured.</summary>
[GenerateSerializer, Alias("krewe.DeviceAnswer")]
public enum DeviceAnswer
{
    /// <summary>It did.</summary>
    Measured,

    /// <summary>With an error that may pass; what is told of it was measured before.</summary>
    Failed,

    /// <summary>Not at all: a call has not come back.</summary>
    Silent,

    /// <summary>Its driver says that it is gone.</summary>
    Lost,

    /// <summary>Nobody could ask it: the library or the driver is gone.</summary>
    Unmeasured,
}
