namespace Krewe.Forecasting;

/// <summary>A moment of a model's demand that was out of the ordinary.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="At">The beginning of the second or minute.</param>
/// <param name="Rate">Requests each second; null where there is none.</param>
/// <param name="Expected">Requests each second that were expected; null where nothing was.</param>
[GenerateSerializer, Immutable, Alias("krewe.DemandAnomaly")]
public sealed record DemandAnomaly(DemandAnomalyKind Kind, DateTimeOffset At, double? Rate, double? Expected);
