namespace Krewe.Nvml;

/// <summary>The brand of a device, as far as it says something.</summary>
public enum NvmlBrand
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Quadro.</summary>
    Quadro = 1,

    /// <summary>Tesla.</summary>
    Tesla = 2,

    /// <summary>NVS.</summary>
    Nvs = 3,

    /// <summary>GRID.</summary>
    Grid = 4,

    /// <summary>GeForce.</summary>
    GeForce = 5,

    /// <summary>Titan.</summary>
    Titan = 6,

    /// <summary>vApps.</summary>
    NvidiaVApps = 7,

    /// <summary>vPC.</summary>
    NvidiaVPc = 8,

    /// <summary>Virtual compute server.</summary>
    NvidiaVcs = 9,

    /// <summary>Virtual workstation.</summary>
    NvidiaVws = 10,

    /// <summary>Cloud gaming.</summary>
    NvidiaCloudGaming = 11,

    /// <summary>Quadro RTX.</summary>
    QuadroRtx = 12,

    /// <summary>RTX.</summary>
    NvidiaRtx = 13,

    /// <summary>NVIDIA: data centre devices since Ampere.</summary>
    Nvidia = 14,

    /// <summary>GeForce RTX.</summary>
    GeForceRtx = 15,

    /// <summary>Titan RTX.</summary>
    TitanRtx = 16,
}
