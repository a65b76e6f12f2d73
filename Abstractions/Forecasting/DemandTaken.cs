using System.Collections.Immutable;

namespace Krewe.Forecasting;

/// <summary>The answer to counts that were brought.</summary>
/// <param name="Scores">How well the model's forecasts did of late, nearest horizon first; empty while nothing was judged.</param>
[GenerateSerializer, Immutable, Alias("krewe.DemandTaken")]
public sealed record DemandTaken(ImmutableArray<ForecastScore> Scores);
