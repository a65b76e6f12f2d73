namespace Krewe.Grains.Forecasting;

/// <summary>What a forecast's grain keeps.</summary>
[GenerateSerializer, Alias("krewe.ForecastGrainState")]
public sealed record ForecastGrainState
{
    /// <summary>History and what was learned, as the forecaster writes it, in base 64; null when nothing is known.</summary>
    [Id(0)]
    public string? Demand { get; init; }

    /// <summary>When it was written.</summary>
    [Id(1)]
    public DateTimeOffset SavedAt { get; init; }
}
