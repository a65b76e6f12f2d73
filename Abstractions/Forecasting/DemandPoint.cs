namespace Krewe.Forecasting;

/// <summary>What arrived in a step.</summary>
/// <param name="At">Its beginning.</param>
/// <param name="Rate">Requests each second, the mean of its minutes; null in a gap.</param>
[GenerateSerializer, Immutable, Alias("krewe.DemandPoint")]
public sealed record DemandPoint(DateTimeOffset At, double? Rate);
