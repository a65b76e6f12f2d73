namespace Krewe.Nvml;

/// <summary>Why clocks are lower than they could be.</summary>
[Flags]
public enum NvmlClockEventReasons : ulong
{
    /// <summary>No reason: clocks are as high as they can be.</summary>
    None = 0,

    /// <summary>Nothing runs.</summary>
    GpuIdle = 1,

    /// <summary>Set by application clocks.</summary>
    ApplicationsClocks = 2,

    /// <summary>The power limit.</summary>
    SoftwarePowerCap = 4,

    /// <summary>Hardware: heat, power brake or fast power changes.</summary>
    HardwareSlowdown = 8,

    /// <summary>Another GPU of a sync boost group.</summary>
    SyncBoost = 0x10,

    /// <summary>Heat, by software.</summary>
    SoftwareThermal = 0x20,

    /// <summary>Heat, by hardware.</summary>
    HardwareThermal = 0x40,

    /// <summary>The power brake of the machine.</summary>
    HardwarePowerBrake = 0x80,

    /// <summary>A display's setting.</summary>
    DisplayClock = 0x100,
}
