using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlMarginTemperature_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MarginReading
{
    internal const uint Tag = 0x01000008;

    internal uint Version;
    internal int Celsius;

    internal static MarginReading Create() => new() { Version = Tag };
}
