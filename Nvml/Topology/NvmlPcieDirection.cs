namespace Krewe.Nvml;

/// <summary>Seen from the device.</summary>
public enum NvmlPcieDirection
{
    /// <summary>From the device.</summary>
    Transmit = 0,

    /// <summary>To the device.</summary>
    Receive = 1,
}
