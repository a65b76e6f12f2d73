namespace Krewe.Nvml;

/// <summary>Whether they can.</summary>
public enum NvmlPeerStatus
{
    /// <summary>They can.</summary>
    Ok = 0,

    /// <summary>The chipset does not support it.</summary>
    ChipsetNotSupported = 1,

    /// <summary>A GPU does not support it.</summary>
    GpuNotSupported = 2,

    /// <summary>The way between them does not support it.</summary>
    TopologyNotSupported = 3,

    /// <summary>It is switched off.</summary>
    DisabledByRegkey = 4,

    /// <summary>It is not supported.</summary>
    NotSupported = 5,

    /// <summary>Not known.</summary>
    Unknown = 6,
}
