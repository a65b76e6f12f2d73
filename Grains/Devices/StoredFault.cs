namespace Krewe.Grains.Devices;

/// <summary>A fault that stays until its device was reset.</summary>
/// <param name="Xid">The error's number.</param>
/// <param name="At">When it was seen.</param>
[GenerateSerializer, Immutable, Alias("krewe.StoredFault")]
public sealed record StoredFault(
    int Xid,
    DateTimeOffset At);
