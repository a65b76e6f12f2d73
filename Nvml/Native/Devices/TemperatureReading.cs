using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlTemperature_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TemperatureReading
{
    internal const uint Tag = 0x0100000c;

    internal uint Version;
    internal uint Sensor;
    internal int Celsius;

    internal static TemperatureReading Create() => new() { Version = Tag };
}
