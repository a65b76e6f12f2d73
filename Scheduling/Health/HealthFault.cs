namespace Krewe.Scheduling.Health;

/// <summary>A fault that stays until the device was reset: it went and came back, its counters began anew, or its driver says that nothing is to be done any more.</summary>
/// <param name="Xid">The error's number.</param>
/// <param name="Effect">What it means.</param>
/// <param name="At">When it was seen.</param>
public readonly record struct HealthFault(int Xid, XidEffect Effect, DateTimeOffset At);
