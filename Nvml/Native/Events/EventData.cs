using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlEventData_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EventData
{
    internal nint Device;
    internal ulong Type;
    internal ulong Data;
    internal uint GpuInstance;
    internal uint ComputeInstance;
}
