using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlGpmMetric_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpmMetricEntry
{
    internal uint Id;
    internal NvmlReturn Code;
    internal double Value;
    internal nint ShortName;
    internal nint LongName;
    internal nint Unit;
}
