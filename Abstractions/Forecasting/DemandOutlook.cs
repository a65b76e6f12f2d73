using System.Collections.Immutable;

namespace Krewe.Forecasting;

/// <summary>What a model's demand may be in the minutes to come, for whoever plans with it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.DemandOutlook")]
public sealed record DemandOutlook
{
    /// <summary>The beginning of the first minute that is forecast; null while nothing is known.</summary>
    [Id(0)]
    public DateTimeOffset? From { get; init; }

    /// <summary>Requests expected in that minute and in those after it.</summary>
    [Id(1)]
    public ImmutableArray<double> Means { get; init; } = [];

    /// <summary>Of each minute the quantiles of its requests at 10, 30, 50, 70 and 90 %, one minute after the other.</summary>
    [Id(2)]
    public ImmutableArray<double> Quantiles { get; init; } = [];
}
