namespace Krewe.Nvml;

/// <summary>Errors in caches and registers. Ampere and later, R550; may need root.</summary>
/// <param name="AggregateUncorrectedParity">Since the board was made.</param>
/// <param name="AggregateUncorrectedSecDed">Since the board was made.</param>
/// <param name="AggregateCorrected">Since the board was made.</param>
/// <param name="VolatileUncorrectedParity">Since the driver was loaded.</param>
/// <param name="VolatileUncorrectedSecDed">Since the driver was loaded.</param>
/// <param name="VolatileCorrected">Since the driver was loaded.</param>
/// <param name="L2">Uncorrected ones in the level 2 cache.</param>
/// <param name="Multiprocessor">Uncorrected ones in multiprocessors.</param>
/// <param name="Pcie">Uncorrected ones in the PCIe part.</param>
/// <param name="Microcontroller">Uncorrected ones in microcontrollers.</param>
/// <param name="Other">Uncorrected ones elsewhere.</param>
/// <param name="IsThresholdExceeded">Whether there were so many that NVIDIA's rules want the board exchanged.</param>
public readonly record struct NvmlSramEccErrors(
    ulong AggregateUncorrectedParity,
    ulong AggregateUncorrectedSecDed,
    ulong AggregateCorrected,
    ulong VolatileUncorrectedParity,
    ulong VolatileUncorrectedSecDed,
    ulong VolatileCorrected,
    ulong L2,
    ulong Multiprocessor,
    ulong Pcie,
    ulong Microcontroller,
    ulong Other,
    bool IsThresholdExceeded);
