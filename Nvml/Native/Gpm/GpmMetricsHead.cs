using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>the beginning of nvmlGpmMetricsGet_t, before its metrics; the version is a plain 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpmMetricsHead
{
    internal const uint Tag = 1;

    internal uint Version;
    internal uint Count;
    internal nint First;
    internal nint Second;

    internal static GpmMetricsHead Create() => new() { Version = Tag };
}
