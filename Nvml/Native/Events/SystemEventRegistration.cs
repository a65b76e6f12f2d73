using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlSystemRegisterEventRequest_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SystemEventRegistration
{
    internal const uint Tag = 0x01000018;

    internal uint Version;
    internal ulong Types;
    internal nint Set;

    internal static SystemEventRegistration Create() => new() { Version = Tag };
}
