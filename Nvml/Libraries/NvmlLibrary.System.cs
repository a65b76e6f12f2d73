using System.Text;
using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <content>What concerns the machine: versions, processes, devices by their names.</content>
public sealed partial class NvmlLibrary
{
    private const int VersionSize = 80;
    private const int MaxProcessName = 1024;

    /// <summary>The driver's version, such as 580.159.04. Since R450.</summary>
    /// <param name="version">The version; empty unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetDriverVersion(out string version) => TryGetText(NvmlFunction.SystemGetDriverVersion, 0, VersionSize, out version);

    /// <summary>The driver's version, such as 580.159.04.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetDriverVersion"/>.</exception>
    public string GetDriverVersion() => Checked(TryGetDriverVersion(out var version), version, NvmlFunction.SystemGetDriverVersion);

    /// <summary>The library's own version, such as 13.580.159.04. Since R450.</summary>
    /// <param name="version">The version; empty unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetNvmlVersion(out string version) => TryGetText(NvmlFunction.SystemGetNvmlVersion, 0, VersionSize, out version);

    /// <summary>The library's own version, such as 13.580.159.04.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetNvmlVersion"/>.</exception>
    public string GetNvmlVersion() => Checked(TryGetNvmlVersion(out var version), version, NvmlFunction.SystemGetNvmlVersion);

    /// <summary>The highest CUDA version that the driver supports: major and minor. Loads libcuda: LibraryNotFound where that is missing. Since R450.</summary>
    /// <param name="version">The version.</param>
    public unsafe NvmlReturn TryGetCudaDriverVersion(out Version version)
    {
        int number = 0;
        var code = _calls.Call(NvmlFunction.SystemGetCudaDriverVersion, _generation, (nint)(&number));
        version = code == NvmlReturn.Success ? new Version(number / 1000, number % 1000 / 10) : new Version(0, 0);
        return code;
    }

    /// <summary>The highest CUDA version that the driver supports.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetCudaDriverVersion"/>.</exception>
    public Version GetCudaDriverVersion() => Checked(TryGetCudaDriverVersion(out var version), version, NvmlFunction.SystemGetCudaDriverVersion);

    /// <summary>The driver's branch, such as r580_00. Since R560.</summary>
    /// <param name="branch">The branch; empty unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public unsafe NvmlReturn TryGetDriverBranch(out string branch)
    {
        var info = DriverBranch.Create();
        var code = _calls.Call(NvmlFunction.SystemGetDriverBranch, _generation, (nint)(&info), VersionSize);
        branch = code == NvmlReturn.Success ? NativeText.Read(info.Branch) : "";
        return code;
    }

    /// <summary>The driver's branch, such as r580_00.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetDriverBranch"/>.</exception>
    public string GetDriverBranch() => Checked(TryGetDriverBranch(out var branch), branch, NvmlFunction.SystemGetDriverBranch);

    /// <summary>The name of a process, as the driver knows it. NotFound when it has ended. Since R450.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="name">Its name or path, cropped.</param>
    public unsafe NvmlReturn TryGetProcessName(uint processId, out string name)
    {
        var buffer = stackalloc byte[MaxProcessName];
        *buffer = 0;
        var code = _calls.Call(NvmlFunction.SystemGetProcessName, _generation, (nint)processId, (nint)buffer, MaxProcessName);
        name = code == NvmlReturn.Success ? NativeText.Read(new ReadOnlySpan<byte>(buffer, MaxProcessName)) : "";
        return code;
    }

    /// <summary>The name of a process, as the driver knows it.</summary>
    /// <param name="processId">The process.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetProcessName"/>.</exception>
    public string GetProcessName(uint processId) => Checked(TryGetProcessName(processId, out var name), name, NvmlFunction.SystemGetProcessName);

    /// <summary>
    /// Confidential computing of the machine: Krewe only tolerates it. NotSupported where there is none. Since R535.
    /// </summary>
    /// <param name="state">Environment, feature and development mode.</param>
    public unsafe NvmlReturn TryGetConfidentialComputeState(out NvmlConfidentialComputeState state)
    {
        NvmlConfidentialComputeState local = default;
        var code = _calls.Call(NvmlFunction.SystemGetConfComputeState, _generation, (nint)(&local));
        state = code == NvmlReturn.Success ? local : default;
        return code;
    }

    /// <summary>Confidential computing of the machine.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetConfidentialComputeState"/>.</exception>
    public NvmlConfidentialComputeState GetConfidentialComputeState() =>
        Checked(TryGetConfidentialComputeState(out var state), state, NvmlFunction.SystemGetConfComputeState);

    /// <summary>How many GPUs the driver knows, also those that cannot be opened. Since R450.</summary>
    /// <param name="count">The count.</param>
    public unsafe NvmlReturn TryGetDeviceCount(out int count)
    {
        uint local = 0;
        var code = _calls.Call(NvmlFunction.DeviceGetCount, _generation, (nint)(&local));
        count = code == NvmlReturn.Success ? (int)local : 0;
        return code;
    }

    /// <summary>How many GPUs the driver knows.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetDeviceCount"/>.</exception>
    public int DeviceCount => Checked(TryGetDeviceCount(out var count), count, NvmlFunction.DeviceGetCount);

    /// <summary>
    /// A GPU by its place in the driver's list. That order is not CUDA's, and another one after the next start of the machine: keep the UUID.
    /// The first call attaches the GPU, which is slow without persistence mode. Since R450. NoPermission, InsufficientPower, IrqIssue, GpuIsLost.
    /// </summary>
    /// <param name="index">From 0.</param>
    /// <param name="device">The device.</param>
    public unsafe NvmlReturn TryGetDevice(int index, out NvmlDevice device)
    {
        nint handle = 0;
        var generation = _generation;
        return Found(_calls.Call(NvmlFunction.DeviceGetHandleByIndex, generation, index, (nint)(&handle)), handle, generation, out device);
    }

    /// <summary>A GPU by its place in the driver's list.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetDevice(int, out NvmlDevice)"/>.</exception>
    public NvmlDevice GetDevice(int index) => Checked(TryGetDevice(index, out var device), device, NvmlFunction.DeviceGetHandleByIndex);

    /// <summary>
    /// A GPU or MIG device by its UUID, <c>GPU-…</c> or <c>MIG-…</c>, or a GPU by its PCI bus id, <c>00000000:83:00.0</c>. By UUID the driver may
    /// attach other GPUs while it searches, and gives GpuIsLost when any GPU is. Since R450. NotFound.
    /// </summary>
    /// <param name="identity">UUID or bus id.</param>
    /// <param name="device">The device.</param>
    public unsafe NvmlReturn TryGetDevice(string identity, out NvmlDevice device)
    {
        ArgumentNullException.ThrowIfNull(identity);
        nint handle = 0;
        var generation = _generation;
        var text = Encoding.UTF8.GetBytes(identity + '\0');
        fixed (byte* start = text)
        {
            return Found(_calls.Call(FunctionFor(identity), generation, (nint)start, (nint)(&handle)), handle, generation, out device);
        }
    }

    /// <summary>A GPU or MIG device by its UUID, or a GPU by its PCI bus id.</summary>
    /// <param name="identity">UUID or bus id.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetDevice(string, out NvmlDevice)"/>.</exception>
    public NvmlDevice GetDevice(string identity) => Checked(TryGetDevice(identity, out var device), device, FunctionFor(identity));

    /// <summary>The GPUs that are near to a processor. Linux. Since R450.</summary>
    /// <param name="cpu">The processor's number.</param>
    /// <param name="devices">Filled from the start.</param>
    /// <param name="count">How many there are; <see cref="NvmlReturn.InsufficientSize"/> when <paramref name="devices"/> is too short.</param>
    public NvmlReturn TryGetDevicesNear(int cpu, Span<NvmlDevice> devices, out int count) =>
        NvmlDevice.TryGetHandles(this, _generation, NvmlFunction.SystemGetTopologyGpuSet, cpu, 0, isSystem: true, devices, out count);

    internal static T Checked<T>(NvmlReturn code, T value, NvmlFunction function) =>
        code == NvmlReturn.Success ? value : throw new NvmlException(function, code);

    private static NvmlFunction FunctionFor(string identity) => identity.Contains(':', StringComparison.Ordinal)
        ? NvmlFunction.DeviceGetHandleByPciBusId
        : NvmlFunction.DeviceGetHandleByUuid;

    /// <summary>A handle is none unless the call says so: the driver follows a null pointer.</summary>
    private NvmlReturn Found(NvmlReturn code, nint handle, uint generation, out NvmlDevice device)
    {
        code = code == NvmlReturn.Success && handle == 0 ? NvmlReturn.Unknown : code;
        device = code == NvmlReturn.Success ? new NvmlDevice(this, handle, generation) : default;
        return code;
    }

    private unsafe NvmlReturn TryGetText(NvmlFunction function, nint first, int size, out string text)
    {
        var buffer = stackalloc byte[size];
        *buffer = 0;
        var code = first == 0 ? _calls.Call(function, _generation, (nint)buffer, size) : _calls.Call(function, _generation, first, (nint)buffer, size);
        text = code == NvmlReturn.Success ? NativeText.Read(new ReadOnlySpan<byte>(buffer, size)) : "";
        return code;
    }
}
