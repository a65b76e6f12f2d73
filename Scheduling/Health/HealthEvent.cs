namespace Krewe.Scheduling.Health;

/// <summary>An error that a driver reported of a device.</summary>
/// <param name="Sequence">Grows by one with each of the device; those up to the last one taken are passed over.</param>
/// <param name="Xid">Its number in NVIDIA's catalogue of XID errors.</param>
/// <param name="At">When it was seen.</param>
public readonly record struct HealthEvent(long Sequence, int Xid, DateTimeOffset At);
