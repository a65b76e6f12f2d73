namespace Krewe.Nvml;

/// <summary>For how long the device was slowed down since the driver was loaded, in nanoseconds; null where the driver does not say.</summary>
/// <param name="SoftwareThermal">By software, for heat.</param>
/// <param name="HardwareThermal">By hardware, for heat.</param>
/// <param name="HardwarePowerBrake">By the power brake of the machine.</param>
public readonly record struct NvmlSlowdownTimes(ulong? SoftwareThermal, ulong? HardwareThermal, ulong? HardwarePowerBrake);
