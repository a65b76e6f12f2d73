using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlGpmSupport_t; the version is a plain 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpmSupport
{
    internal const uint Tag = 1;

    internal uint Version;
    internal uint IsSupported;

    internal static GpmSupport Create() => new() { Version = Tag };
}
