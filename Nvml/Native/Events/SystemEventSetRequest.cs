using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlSystemEventSetCreateRequest_v1_t and nvmlSystemEventSetFreeRequest_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SystemEventSetRequest
{
    internal const uint Tag = 0x01000010;

    internal uint Version;
    internal nint Set;

    internal static SystemEventSetRequest Create() => new() { Version = Tag };
}
