using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlSystemEventSetWaitRequest_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SystemEventWait
{
    internal const uint Tag = 0x01000020;

    internal uint Version;
    internal uint Milliseconds;
    internal nint Set;
    internal nint Data;
    internal uint Size;
    internal uint Count;

    internal static SystemEventWait Create() => new() { Version = Tag };
}
