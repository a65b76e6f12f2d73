namespace Krewe.Nvml;

/// <summary>Repairs that wait for a reset. Ampere and later, R580.</summary>
/// <param name="IsChannelPending">Of a memory channel.</param>
/// <param name="IsTpcPending">Of a processing cluster.</param>
public readonly record struct NvmlRepairStatus(bool IsChannelPending, bool IsTpcPending);
