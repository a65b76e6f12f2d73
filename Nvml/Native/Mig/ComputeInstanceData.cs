using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlComputeInstanceInfo_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ComputeInstanceData
{
    internal nint Device;
    internal nint GpuInstance;
    internal uint Id;
    internal uint ProfileId;
    internal uint Start;
    internal uint Size;
}
