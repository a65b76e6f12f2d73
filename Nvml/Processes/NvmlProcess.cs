using System.Runtime.InteropServices;

namespace Krewe.Nvml;

/// <summary>A process that uses a device, as the library lays it out.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct NvmlProcess : IEquatable<NvmlProcess>
{
    private const uint NoInstance = uint.MaxValue;

    private readonly uint _processId;
    private readonly ulong _usedMemory;
    private readonly uint _gpuInstance;
    private readonly uint _computeInstance;

    internal NvmlProcess(uint processId, ulong usedMemory, uint gpuInstance, uint computeInstance) =>
        (_processId, _usedMemory, _gpuInstance, _computeInstance) = (processId, usedMemory, gpuInstance, computeInstance);

    /// <summary>The process; in containers older drivers give the host's number.</summary>
    public uint ProcessId => _processId;

    /// <summary>Device memory in bytes; null where it is not told (Windows, MIG without privilege).</summary>
    public ulong? UsedMemory => _usedMemory == ulong.MaxValue ? null : _usedMemory;

    /// <summary>The GPU instance that it uses; null without MIG.</summary>
    public uint? GpuInstance => _gpuInstance == NoInstance ? null : _gpuInstance;

    /// <summary>The compute instance that it uses; null without MIG.</summary>
    public uint? ComputeInstance => _computeInstance == NoInstance ? null : _computeInstance;

    /// <inheritdoc/>
    public static bool operator ==(NvmlProcess left, NvmlProcess right) => left.Equals(right);

    /// <inheritdoc/>
    public static bool operator !=(NvmlProcess left, NvmlProcess right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(NvmlProcess other) => _processId == other._processId && _usedMemory == other._usedMemory
        && _gpuInstance == other._gpuInstance && _computeInstance == other._computeInstance;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NvmlProcess other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_processId, _usedMemory, _gpuInstance, _computeInstance);
}
