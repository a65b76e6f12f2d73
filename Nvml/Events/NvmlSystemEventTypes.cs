namespace Krewe.Nvml;

/// <summary>What may happen to the machine's list of devices.</summary>
[Flags]
public enum NvmlSystemEventTypes : ulong
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A device was taken from the driver.</summary>
    DriverUnbind = 1,

    /// <summary>A device was bound to the driver.</summary>
    DriverBind = 2,
}
