namespace Krewe.Devices;

/// <summary>Whether a device can be used.</summary>
[GenerateSerializer, Alias("krewe.DeviceHealth")]
public enum DeviceHealth
{
    /// <summary>It can.</summary>
    Healthy,

    /// <summary>It keeps its leases and takes no new ones.</summary>
    Degraded,

    /// <summary>It takes no new leases, and what runs there is moved away, start before stop.</summary>
    Draining,

    /// <summary>It is gone, with what ran there.</summary>
    Lost,

    /// <summary>It answers again after it was lost or silent, and takes leases when it has done so for a while.</summary>
    Returned,
}
