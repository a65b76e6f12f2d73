namespace Krewe.Forecasting;

/// <summary>What is expected of a minute, in requests each second.</summary>
/// <param name="At">Its beginning.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Lower">In one of twenty cases there is less.</param>
/// <param name="Median">The middle.</param>
/// <param name="Upper">In one of twenty cases there is more.</param>
[GenerateSerializer, Immutable, Alias("krewe.ForecastPoint")]
public sealed record ForecastPoint(DateTimeOffset At, double Mean, double Lower, double Median, double Upper);
