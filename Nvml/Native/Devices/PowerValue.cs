using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlPowerValue_v2_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PowerValue
{
    internal const uint Tag = 0x0200000c;

    internal uint Version;
    internal byte Scope;
    internal uint Milliwatts;

    internal static PowerValue Create() => new() { Version = Tag };
}
