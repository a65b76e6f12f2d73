namespace Krewe.Devices;

/// <summary>Whether a device can be used.</summary>
[GenerateSerializer, Alias("krewe.DeviceHealth")]
public enum DeviceHealth
{
    /// <summary>It can.</summary>
    Healthy,

    /// <summary>It can, at less than its promise.</summary>
    Degraded,

    /// <summary>It takes no new leases.</summary>
    Draining,

    /// <summary>It is gone.</summary>
    Lost,
}
