namespace Krewe.Devices;

/// <summary>One second of a device.</summary>
/// <param name="At">When it was measured.</param>
/// <param name="Utilization">Share of the time in use; null when not measured.</param>
/// <param name="UsedMemoryBytes">Bytes of its memory in use; null when not measured.</param>
/// <param name="PowerWatts">What it drew; null when not measured.</param>
/// <param name="Temperature">Degrees Celsius; null when not measured.</param>
/// <param name="Health">What it was good for.</param>
[GenerateSerializer, Immutable, Alias("krewe.DevicePoint")]
public sealed record DevicePoint(
    DateTimeOffset At,
    double? Utilization,
    long? UsedMemoryBytes,
    double? PowerWatts,
    double? Temperature,
    DeviceHealth Health);
