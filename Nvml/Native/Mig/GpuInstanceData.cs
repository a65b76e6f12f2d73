using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlGpuInstanceInfo_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpuInstanceData
{
    internal nint Device;
    internal uint Id;
    internal uint ProfileId;
    internal uint Start;
    internal uint Size;
}
