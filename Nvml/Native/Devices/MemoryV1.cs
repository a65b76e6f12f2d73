using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlMemory_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MemoryV1
{
    internal ulong Total;
    internal ulong Free;
    internal ulong Used;
}
