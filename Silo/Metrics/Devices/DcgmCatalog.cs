using System.Collections.Immutable;

namespace Krewe.Silo.Metrics.Devices;

/// <summary>
/// What NVIDIA's dcgm-exporter shows by default, under the same names, units and labels, so that dashboards made for it work. Of the silo's own
/// machine only, as that exporter shows its own node.
/// </summary>
internal static class DcgmCatalog
{
    public const string Gpu = "gpu";
    public const string Uuid = "UUID";
    public const string BusId = "pci_bus_id";
    public const string Device = "device";
    public const string ModelName = "modelName";
    public const string Hostname = "Hostname";
    public const string Driver = "DCGM_FI_DRIVER_VERSION";
    public const string MigProfile = "GPU_I_PROFILE";
    public const string MigInstance = "GPU_I_ID";

    private static readonly ImmutableArray<string> Labels = [Gpu, Uuid, BusId, Device, ModelName, Hostname, Driver, MigProfile, MigInstance];

    public static readonly MetricDefinition SmClock = Gauge("DEV_SM_CLOCK", "MHz", "SM clock frequency.");
    public static readonly MetricDefinition MemoryClock = Gauge("DEV_MEM_CLOCK", "MHz", "Memory clock frequency.");
    public static readonly MetricDefinition MemoryTemperature = Gauge("DEV_MEMORY_TEMP", "degrees Celsius", "Memory temperature.");
    public static readonly MetricDefinition Temperature = Gauge("DEV_GPU_TEMP", "degrees Celsius", "GPU temperature.");
    public static readonly MetricDefinition Power = Gauge("DEV_POWER_USAGE", "watts", "Power draw.");
    public static readonly MetricDefinition Energy = Counter("DEV_TOTAL_ENERGY_CONSUMPTION", "millijoules", "Energy consumption since the driver was loaded.");
    public static readonly MetricDefinition PcieReplays = Counter("DEV_PCIE_REPLAY_COUNTER", "packets", "PCIe retries.");
    public static readonly MetricDefinition Utilization = Gauge("DEV_GPU_UTIL", "percent", "GPU utilization.");
    public static readonly MetricDefinition MemoryCopy = Gauge("DEV_MEM_COPY_UTIL", "percent", "Memory utilization.");
    public static readonly MetricDefinition Encoder = Gauge("DEV_ENC_UTIL", "percent", "Encoder utilization.");
    public static readonly MetricDefinition Decoder = Gauge("DEV_DEC_UTIL", "percent", "Decoder utilization.");
    public static readonly MetricDefinition Xid = Gauge("DEV_XID_ERRORS", "XID", "Number of the last XID error; 0 for none.");
    public static readonly MetricDefinition FreeMemory = Gauge("DEV_FB_FREE", "MiB", "Framebuffer memory free.");
    public static readonly MetricDefinition UsedMemory = Gauge("DEV_FB_USED", "MiB", "Framebuffer memory used.");
    public static readonly MetricDefinition ReservedMemory = Gauge("DEV_FB_RESERVED", "MiB", "Framebuffer memory reserved.");
    public static readonly MetricDefinition NvLink = Counter("DEV_NVLINK_BANDWIDTH_TOTAL", "bytes", "Bytes over all NVLinks, both ways, since the driver was loaded.");
    public static readonly MetricDefinition VgpuLicense = Gauge("DEV_VGPU_LICENSE_STATUS", "1 or 0", "Whether it has a licence as a virtual GPU; 0 for one that is none.");
    public static readonly MetricDefinition UncorrectableRows = Counter("DEV_UNCORRECTABLE_REMAPPED_ROWS", "rows", "Rows remapped for uncorrectable errors.");
    public static readonly MetricDefinition CorrectableRows = Counter("DEV_CORRECTABLE_REMAPPED_ROWS", "rows", "Rows remapped for correctable errors.");
    public static readonly MetricDefinition RemapFailure = Gauge("DEV_ROW_REMAP_FAILURE", "1 or 0", "Whether remapping of rows has failed.");
    public static readonly MetricDefinition EngineActive = Gauge("PROF_GR_ENGINE_ACTIVE", "share, 0 to 1", "Share of the time that the graphics or compute engine is active.");
    public static readonly MetricDefinition TensorActive = Gauge("PROF_PIPE_TENSOR_ACTIVE", "share, 0 to 1", "Share of the cycles that the tensor pipe is active.");
    public static readonly MetricDefinition MemoryActive = Gauge("PROF_DRAM_ACTIVE", "share, 0 to 1", "Share of the cycles that the device memory interface is active.");
    public static readonly MetricDefinition PcieSent = Gauge("PROF_PCIE_TX_BYTES", "bytes per second", "Rate of data sent over PCIe.");
    public static readonly MetricDefinition PcieReceived = Gauge("PROF_PCIE_RX_BYTES", "bytes per second", "Rate of data received over PCIe.");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static ImmutableArray<MetricDefinition> All { get; } =
    [
        SmClock, MemoryClock, MemoryTemperature, Temperature, Power, Energy, PcieReplays, Utilization, MemoryCopy, Encoder, Decoder, Xid, FreeMemory, UsedMemory,
        ReservedMemory, NvLink, VgpuLicense, UncorrectableRows, CorrectableRows, RemapFailure, EngineActive, TensorActive, MemoryActive, PcieSent, PcieReceived,
    ];

    private static MetricDefinition Gauge(string name, string unit, string help) => new("DCGM_FI_" + name, MetricType.Gauge, unit, Labels, help);

    private static MetricDefinition Counter(string name, string unit, string help) => new("DCGM_FI_" + name, MetricType.Counter, unit, Labels, help);
}
