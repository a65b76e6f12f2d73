namespace Krewe.Scheduling.Health;

/// <summary>What slows the clocks of a device against its will. A power cap that is set on purpose is none of them.</summary>
[Flags]
public enum SlowdownReasons
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The driver, for heat.</summary>
    SoftwareThermal = 1,

    /// <summary>The hardware, for heat.</summary>
    HardwareThermal = 2,

    /// <summary>The hardware, because the power supply says so.</summary>
    PowerBrake = 4,

    /// <summary>The hardware, for a reason that it does not tell.</summary>
    Hardware = 8,
}
