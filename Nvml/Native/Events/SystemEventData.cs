using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlSystemEventData_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SystemEventData
{
    internal ulong Type;
    internal uint GpuId;
}
