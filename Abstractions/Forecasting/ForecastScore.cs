namespace Krewe.Forecasting;

/// <summary>How well forecasts did of late, over about the last hundred that could be judged.</summary>
/// <param name="Horizon">How far ahead they were.</param>
/// <param name="Error">The mean absolute error as a share of the mean rate, at least 0; null where no requests came.</param>
/// <param name="Coverage">The share of rates that were not above the 95 % upper bound, 0 to 1; 0.95 is meant.</param>
[GenerateSerializer, Immutable, Alias("krewe.ForecastScore")]
public sealed record ForecastScore(TimeSpan Horizon, double? Error, double Coverage);
