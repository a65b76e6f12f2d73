namespace Krewe.Devices;

/// <summary>An error that a driver reported of a device.</summary>
/// <param name="Sequence">Grows with each of the device; the same fault is told again and again, and counts once.</param>
/// <param name="Xid">Its number in NVIDIA's catalogue of XID errors.</param>
/// <param name="At">When it was seen.</param>
[GenerateSerializer, Immutable, Alias("krewe.DeviceFault")]
public sealed record DeviceFault(
    long Sequence,
    int Xid,
    DateTimeOffset At);
