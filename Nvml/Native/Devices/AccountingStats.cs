using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlAccountingStats_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AccountingStats
{
    internal uint GpuUtilization;
    internal uint MemoryUtilization;
    internal ulong MaxMemory;
    internal ulong Milliseconds;
    internal ulong StartMicroseconds;
    internal uint IsRunning;
    internal UInts5 Reserved;
}
