namespace Krewe.Nvml.Polling;

/// <summary>Who a device is. Read once, when it is found.</summary>
internal static class IdentityReader
{
    public static GpuIdentity Read(NvmlDevice gpu, string uuid, int index) => new()
    {
        Uuid = uuid,
        Index = index,
        Name = gpu.TryGetName(out var name) == NvmlReturn.Success ? name : "unknown",
        PciBusId = gpu.TryGetPciInfo(out var pci) == NvmlReturn.Success ? pci.BusId : null,
        MinorNumber = gpu.TryGetMinorNumber(out var minor) == NvmlReturn.Success ? minor : null,
        Serial = gpu.TryGetSerial(out var serial) == NvmlReturn.Success ? serial : null,
        VbiosVersion = gpu.TryGetVbiosVersion(out var vbios) == NvmlReturn.Success ? vbios : null,
        Architecture = gpu.TryGetArchitecture(out var architecture) == NvmlReturn.Success ? architecture : null,
        ComputeCapability = gpu.TryGetComputeCapability(out var capability) == NvmlReturn.Success ? capability : null,
        CoreCount = gpu.TryGetCoreCount(out var cores) == NvmlReturn.Success ? cores : null,
        PowerLimitRange = gpu.TryGetPowerLimitRange(out var range) == NvmlReturn.Success ? range : null,
        MaxSmClockMegahertz = gpu.TryGetMaxClock(NvmlClock.Multiprocessor, out var sm) == NvmlReturn.Success ? sm : null,
        MaxMemoryClockMegahertz = gpu.TryGetMaxClock(NvmlClock.Memory, out var memory) == NvmlReturn.Success ? memory : null,
        Virtualization = gpu.TryGetVirtualizationMode(out var mode) == NvmlReturn.Success ? mode : null,
        HasGpm = gpu.TryGetGpmSupport(out var gpm) == NvmlReturn.Success && gpm,
    };

    public static GpuIdentity ReadMig(NvmlDevice mig, string uuid, int index, GpuIdentity parent) => new()
    {
        Uuid = uuid,
        Index = index,
        Name = mig.TryGetName(out var name) == NvmlReturn.Success ? name : parent.Name,
        ParentUuid = parent.Uuid,
        PciBusId = parent.PciBusId,
        MinorNumber = parent.MinorNumber,
        Serial = parent.Serial,
        VbiosVersion = parent.VbiosVersion,
        Architecture = parent.Architecture,
        ComputeCapability = parent.ComputeCapability,
        Virtualization = parent.Virtualization,
        HasGpm = parent.HasGpm,
        GpuInstance = mig.TryGetGpuInstanceId(out var instance) == NvmlReturn.Success ? instance : null,
        ComputeInstance = mig.TryGetComputeInstanceId(out var compute) == NvmlReturn.Success ? compute : null,
        MigAttributes = mig.TryGetMigAttributes(out var attributes) == NvmlReturn.Success ? attributes : null,
    };
}
