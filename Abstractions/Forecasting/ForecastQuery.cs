namespace Krewe.Forecasting;

/// <summary>How much of a model's demand is asked for.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ForecastQuery")]
public sealed record ForecastQuery
{
    /// <summary>The least horizon.</summary>
    public static readonly TimeSpan LeastHorizon = TimeSpan.FromMinutes(1);

    /// <summary>The farthest horizon.</summary>
    public static readonly TimeSpan MostHorizon = TimeSpan.FromHours(24);

    /// <summary>The farthest history.</summary>
    public static readonly TimeSpan MostHistory = TimeSpan.FromDays(10);

    /// <summary>How far ahead, one minute to 24 hours.</summary>
    [Id(0)]
    public TimeSpan Horizon { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far back, up to 10 days.</summary>
    [Id(1)]
    public TimeSpan History { get; init; } = TimeSpan.FromHours(2);
}
