namespace Krewe.Nvml;

/// <summary>
/// Figures of the profiling counters of Hopper and later. Percent of 0 to 100 unless said otherwise. Links and engines have further ids, which may
/// be cast: NVDEC 30 to 37, NVJPG 40 to 47, NVLink k 62 + 2k received and 63 + 2k sent.
/// </summary>
public enum NvmlGpmMetricId
{
    /// <summary>No figure.</summary>
    None = 0,

    /// <summary>Time in which any graphics or compute engine was busy.</summary>
    GraphicsUtilization = 1,

    /// <summary>Multiprocessors with a warp, over time.</summary>
    SmUtilization = 2,

    /// <summary>Warps resident, of what would fit.</summary>
    SmOccupancy = 3,

    /// <summary>Integer pipe.</summary>
    IntegerUtilization = 4,

    /// <summary>Any tensor pipe.</summary>
    AnyTensorUtilization = 5,

    /// <summary>Double precision tensor pipe.</summary>
    DfmaTensorUtilization = 6,

    /// <summary>Half precision tensor pipe.</summary>
    HmmaTensorUtilization = 7,

    /// <summary>Integer tensor pipe.</summary>
    ImmaTensorUtilization = 9,

    /// <summary>Memory bandwidth, of the possible.</summary>
    DramBandwidthUtilization = 10,

    /// <summary>Double precision pipe.</summary>
    Fp64Utilization = 11,

    /// <summary>Single precision pipe.</summary>
    Fp32Utilization = 12,

    /// <summary>Half precision pipe.</summary>
    Fp16Utilization = 13,

    /// <summary>PCIe, from the device, MiB/s.</summary>
    PcieTransmit = 20,

    /// <summary>PCIe, to the device, MiB/s.</summary>
    PcieReceive = 21,

    /// <summary>All NVLinks, to the device, MiB/s.</summary>
    NvLinkReceive = 60,

    /// <summary>All NVLinks, from the device, MiB/s.</summary>
    NvLinkTransmit = 61,
}
