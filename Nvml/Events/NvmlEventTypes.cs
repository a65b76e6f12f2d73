namespace Krewe.Nvml;

/// <summary>What may happen on a device.</summary>
[Flags]
public enum NvmlEventTypes : ulong
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A corrected memory error.</summary>
    SingleBitEccError = 1,

    /// <summary>An uncorrected memory error.</summary>
    DoubleBitEccError = 2,

    /// <summary>Another performance state.</summary>
    PerformanceState = 4,

    /// <summary>An XID: the driver's number for what went wrong.</summary>
    XidCriticalError = 8,

    /// <summary>A clock changed.</summary>
    Clock = 0x10,

    /// <summary>Another power source.</summary>
    PowerSource = 0x80,

    /// <summary>MIG instances changed.</summary>
    MigConfiguration = 0x100,

    /// <summary>Very many corrected memory errors.</summary>
    SingleBitEccStorm = 0x200,

    /// <summary>Memory was retired.</summary>
    DramRetirement = 0x400,

    /// <summary>Memory could not be retired.</summary>
    DramRetirementFailure = 0x800,

    /// <summary>Poisoned data, contained.</summary>
    NonFatalPoison = 0x1000,

    /// <summary>Poisoned data.</summary>
    FatalPoison = 0x2000,

    /// <summary>The GPU cannot be used.</summary>
    GpuUnavailable = 0x4000,

    /// <summary>Another recovery action is needed.</summary>
    RecoveryAction = 0x8000,
}
