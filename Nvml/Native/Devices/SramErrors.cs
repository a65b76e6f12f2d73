using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlEccSramErrorStatus_v1_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SramErrors
{
    internal const uint Tag = 0x01000068;

    internal uint Version;
    internal ulong AggregateUncorrectedParity;
    internal ulong AggregateUncorrectedSecDed;
    internal ulong AggregateCorrected;
    internal ulong VolatileUncorrectedParity;
    internal ulong VolatileUncorrectedSecDed;
    internal ulong VolatileCorrected;
    internal ulong L2;
    internal ulong Multiprocessor;
    internal ulong Pcie;
    internal ulong Microcontroller;
    internal ulong Other;
    internal uint ThresholdExceeded;

    internal static SramErrors Create() => new() { Version = Tag };
}
