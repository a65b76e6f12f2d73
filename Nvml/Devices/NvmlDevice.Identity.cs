using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <content>Who it is.</content>
public readonly partial struct NvmlDevice
{
    /// <summary>The product's name, such as NVIDIA H100 80GB HBM3; also of MIG devices. Since R450.</summary>
    /// <param name="name">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetName(out string name) =>
        TryGetText(NvmlFunction.DeviceGetName, 96, out name);

    /// <inheritdoc cref="TryGetName" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetName"/>.</exception>
    public string GetName() => Checked(TryGetName(out var value), value, NvmlFunction.DeviceGetName);

    /// <summary>The identity that stays: GPU-…, or MIG-… of a MIG device. Since R450.</summary>
    /// <param name="uuid">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetUuid(out string uuid) =>
        TryGetText(NvmlFunction.DeviceGetUuid, 96, out uuid);

    /// <inheritdoc cref="TryGetUuid" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetUuid"/>.</exception>
    public string GetUuid() => Checked(TryGetUuid(out var value), value, NvmlFunction.DeviceGetUuid);

    /// <summary>The board's serial number. Since R450. NotSupported on consumer boards.</summary>
    /// <param name="serial">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetSerial(out string serial) =>
        TryGetText(NvmlFunction.DeviceGetSerial, 30, out serial);

    /// <inheritdoc cref="TryGetSerial" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetSerial"/>.</exception>
    public string GetSerial() => Checked(TryGetSerial(out var value), value, NvmlFunction.DeviceGetSerial);

    /// <summary>The version of the video BIOS. Since R450.</summary>
    /// <param name="vbiosVersion">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetVbiosVersion(out string vbiosVersion) =>
        TryGetText(NvmlFunction.DeviceGetVbiosVersion, 32, out vbiosVersion);

    /// <inheritdoc cref="TryGetVbiosVersion" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetVbiosVersion"/>.</exception>
    public string GetVbiosVersion() => Checked(TryGetVbiosVersion(out var value), value, NvmlFunction.DeviceGetVbiosVersion);

    /// <summary>The board's part number. Since R450. NotSupported where it has none.</summary>
    /// <param name="boardPartNumber">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetBoardPartNumber(out string boardPartNumber) =>
        TryGetText(NvmlFunction.DeviceGetBoardPartNumber, 80, out boardPartNumber);

    /// <inheritdoc cref="TryGetBoardPartNumber" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetBoardPartNumber"/>.</exception>
    public string GetBoardPartNumber() => Checked(TryGetBoardPartNumber(out var value), value, NvmlFunction.DeviceGetBoardPartNumber);

    /// <summary>
    /// The version of the firmware that runs the device. Since R515, Turing. NotSupported where the driver runs it itself.
    /// </summary>
    /// <param name="gspFirmwareVersion">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetGspFirmwareVersion(out string gspFirmwareVersion) =>
        TryGetText(NvmlFunction.DeviceGetGspFirmwareVersion, 64, out gspFirmwareVersion, withLength: false);

    /// <inheritdoc cref="TryGetGspFirmwareVersion" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetGspFirmwareVersion"/>.</exception>
    public string GetGspFirmwareVersion() => Checked(TryGetGspFirmwareVersion(out var value), value, NvmlFunction.DeviceGetGspFirmwareVersion);

    /// <summary>The place in the driver's list; another one after the next start. Since R450.</summary>
    /// <param name="index">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetIndex(out uint index) => Get(NvmlFunction.DeviceGetIndex, out index);

    /// <inheritdoc cref="TryGetIndex" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetIndex"/>.</exception>
    public uint GetIndex() => Checked(TryGetIndex(out var value), value, NvmlFunction.DeviceGetIndex);

    /// <summary>The number in /dev/nvidia0 and on. Linux. Since R450.</summary>
    /// <param name="number">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetMinorNumber(out uint number) => Get(NvmlFunction.DeviceGetMinorNumber, out number);

    /// <inheritdoc cref="TryGetMinorNumber" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetMinorNumber"/>.</exception>
    public uint GetMinorNumber() => Checked(TryGetMinorNumber(out var value), value, NvmlFunction.DeviceGetMinorNumber);

    /// <summary>The slot on the baseboard. Since R535. NotSupported on single boards.</summary>
    /// <param name="id">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetModuleId(out uint id) => Get(NvmlFunction.DeviceGetModuleId, out id);

    /// <inheritdoc cref="TryGetModuleId" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetModuleId"/>.</exception>
    public uint GetModuleId() => Checked(TryGetModuleId(out var value), value, NvmlFunction.DeviceGetModuleId);

    /// <summary>Where it is on the PCI bus. Since R450.</summary>
    /// <param name="info">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetPciInfo(out NvmlPciInfo info)
    {
        var code = Get(NvmlFunction.DeviceGetPciInfo, out PciAddress raw);
        info = code == NvmlReturn.Success ? FromNative(raw) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetPciInfo" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetPciInfo"/>.</exception>
    public NvmlPciInfo GetPciInfo() => Checked(TryGetPciInfo(out var value), value, NvmlFunction.DeviceGetPciInfo);

    /// <summary>The PCI class codes: 3 and 2 for a 3D controller. Since R550.</summary>
    /// <param name="pciClass">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetPciClass(out (uint Base, uint Sub) pciClass)
    {
        var raw = PciAddressExt.Create();
        var code = Call(NvmlFunction.DeviceGetPciInfoExt, (nint)(&raw));
        pciClass = code == NvmlReturn.Success ? (raw.BaseClass, raw.SubClass) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetPciClass" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetPciClass"/>.</exception>
    public (uint Base, uint Sub) GetPciClass() => Checked(TryGetPciClass(out var value), value, NvmlFunction.DeviceGetPciInfoExt);

    /// <summary>The brand. Since R450.</summary>
    /// <param name="brand">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetBrand(out NvmlBrand brand) => Get(NvmlFunction.DeviceGetBrand, out brand);

    /// <inheritdoc cref="TryGetBrand" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetBrand"/>.</exception>
    public NvmlBrand GetBrand() => Checked(TryGetBrand(out var value), value, NvmlFunction.DeviceGetBrand);

    /// <summary>The generation. Since R450.</summary>
    /// <param name="architecture">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetArchitecture(out NvmlArchitecture architecture) => Get(NvmlFunction.DeviceGetArchitecture, out architecture);

    /// <inheritdoc cref="TryGetArchitecture" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetArchitecture"/>.</exception>
    public NvmlArchitecture GetArchitecture() => Checked(TryGetArchitecture(out var value), value, NvmlFunction.DeviceGetArchitecture);

    /// <summary>What CUDA code it runs. Since R450.</summary>
    /// <param name="capability">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetComputeCapability(out NvmlComputeCapability capability)
    {
        int major = 0, minor = 0;
        var code = Call(NvmlFunction.DeviceGetCudaComputeCapability, (nint)(&major), (nint)(&minor));
        capability = code == NvmlReturn.Success ? new(major, minor) : default;
        return code;
    }

    /// <inheritdoc cref="TryGetComputeCapability" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetComputeCapability"/>.</exception>
    public NvmlComputeCapability GetComputeCapability() => Checked(TryGetComputeCapability(out var value), value, NvmlFunction.DeviceGetCudaComputeCapability);

    /// <summary>How many CUDA cores it has. Since R510. NotSupported under MIG.</summary>
    /// <param name="cores">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetCoreCount(out uint cores) => Get(NvmlFunction.DeviceGetNumGpuCores, out cores);

    /// <inheritdoc cref="TryGetCoreCount" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetCoreCount"/>.</exception>
    public uint GetCoreCount() => Checked(TryGetCoreCount(out var value), value, NvmlFunction.DeviceGetNumGpuCores);

    /// <summary>Whether it is seen through a virtual machine. Since R450.</summary>
    /// <param name="mode">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetVirtualizationMode(out NvmlVirtualization mode) => Get(NvmlFunction.DeviceGetVirtualizationMode, out mode);

    /// <inheritdoc cref="TryGetVirtualizationMode" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetVirtualizationMode"/>.</exception>
    public NvmlVirtualization GetVirtualizationMode() => Checked(TryGetVirtualizationMode(out var value), value, NvmlFunction.DeviceGetVirtualizationMode);

    /// <summary>Who may use it. Since R450. NotSupported under MIG.</summary>
    /// <param name="mode">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetComputeMode(out NvmlComputeMode mode) => Get(NvmlFunction.DeviceGetComputeMode, out mode);

    /// <inheritdoc cref="TryGetComputeMode" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetComputeMode"/>.</exception>
    public NvmlComputeMode GetComputeMode() => Checked(TryGetComputeMode(out var value), value, NvmlFunction.DeviceGetComputeMode);

    /// <summary>Says who may use it. Root. Since R450. NoPermission; NotSupported under MIG.</summary>
    /// <param name="mode">Who.</param>
    public NvmlReturn TrySetComputeMode(NvmlComputeMode mode) => Call(NvmlFunction.DeviceSetComputeMode, (nint)mode);

    /// <summary>Whether the driver keeps it initialized while nobody uses it. Linux. Since R450.</summary>
    /// <param name="isOn">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetPersistenceMode(out bool isOn)
    {
        var code = Get(NvmlFunction.DeviceGetPersistenceMode, out uint raw);
        isOn = raw != 0;
        return code;
    }

    /// <inheritdoc cref="TryGetPersistenceMode" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetPersistenceMode"/>.</exception>
    public bool GetPersistenceMode() => Checked(TryGetPersistenceMode(out var value), value, NvmlFunction.DeviceGetPersistenceMode);

    /// <summary>Says whether the driver keeps it initialized while nobody uses it. Linux, root. Since R450. NoPermission.</summary>
    /// <param name="isOn">Whether.</param>
    public NvmlReturn TrySetPersistenceMode(bool isOn) => Call(NvmlFunction.DeviceSetPersistenceMode, isOn ? 1 : 0);

    private static NvmlPciInfo FromNative(in PciAddress raw) =>
        new(NativeText.Read(raw.BusId), raw.Domain, raw.Bus, raw.Device, raw.PciDeviceId, raw.PciSubsystemId);
}
