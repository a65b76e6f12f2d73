namespace Krewe.Devices;

/// <summary>Whether an operator lets a device take new leases.</summary>
[GenerateSerializer, Alias("krewe.DeviceState")]
public enum DeviceState
{
    /// <summary>It takes them.</summary>
    Active,

    /// <summary>It takes none and is being emptied.</summary>
    Cordoned,
}
