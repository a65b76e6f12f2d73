using System.Runtime.InteropServices;

namespace Krewe.Nvml;

/// <summary>A process that uses a device, with the memory that confidential computing protects, as the library lays it out. Hopper and later.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct NvmlProcessDetail
{
    private readonly uint _processId;
    private readonly ulong _usedMemory;
    private readonly uint _gpuInstance;
    private readonly uint _computeInstance;
    private readonly ulong _protectedMemory;

    /// <summary>The process, its memory and its instances.</summary>
    public NvmlProcess Process => new(_processId, _usedMemory, _gpuInstance, _computeInstance);

    /// <summary>Protected device memory in bytes; null where it is not told.</summary>
    public ulong? ProtectedMemory => _protectedMemory == ulong.MaxValue ? null : _protectedMemory;
}
