using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlProcessInfo_t as drivers 535.43 to 535.86 have it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProcessWide
{
    internal uint ProcessId;
    internal ulong UsedMemory;
    internal uint GpuInstance;
    internal uint ComputeInstance;
    internal ulong ProtectedMemory;
}
