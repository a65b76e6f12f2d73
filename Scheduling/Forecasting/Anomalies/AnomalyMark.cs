namespace Krewe.Scheduling.Forecasting.Anomalies;

/// <summary>A moment that was out of the ordinary.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="At">When: the beginning of the second or minute.</param>
/// <param name="Rate">Requests each second; NaN where there is none.</param>
/// <param name="Expected">Requests each second that were expected; NaN where nothing was.</param>
public readonly record struct AnomalyMark(AnomalyKind Kind, DateTimeOffset At, double Rate, double Expected);
