using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Forecasting;

/// <summary>What a model's demand was and will be, in requests each second.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ForecastView")]
public sealed record ForecastView
{
    /// <summary>Which model, in which region.</summary>
    [Id(0)]
    public required ModelKey Model { get; init; }

    /// <summary>The beginning of the first minute that is forecast: what is before it is history.</summary>
    [Id(1)]
    public required DateTimeOffset From { get; init; }

    /// <summary>How much of history is known, gaps included; at most ten days.</summary>
    [Id(2)]
    public required TimeSpan Known { get; init; }

    /// <summary>Up to when it has learned; null before the first time, while the forecast goes on from the last rates.</summary>
    [Id(3)]
    public DateTimeOffset? LearnedAt { get; init; }

    /// <summary>The time between two points.</summary>
    [Id(4)]
    public required TimeSpan Step { get; init; }

    /// <summary>What arrived, oldest first.</summary>
    [Id(5)]
    public ImmutableArray<DemandPoint> History { get; init; } = [];

    /// <summary>What is expected, nearest first.</summary>
    [Id(6)]
    public ImmutableArray<ForecastPoint> Forecast { get; init; } = [];

    /// <summary>The largest 95 % upper bound within the horizon: what is to be served if nothing may wait.</summary>
    [Id(7)]
    public double Peak { get; init; }

    /// <summary>What was out of the ordinary lately, oldest first.</summary>
    [Id(8)]
    public ImmutableArray<DemandAnomaly> Anomalies { get; init; } = [];

    /// <summary>The forecasters of the ensemble by their weight at the horizon, heaviest first; those without any are left out.</summary>
    [Id(9)]
    public ImmutableArray<ForecasterWeight> Weights { get; init; } = [];

    /// <summary>How well the forecasts did of late, nearest horizon first; empty while nothing was judged.</summary>
    [Id(10)]
    public ImmutableArray<ForecastScore> Scores { get; init; } = [];
}
