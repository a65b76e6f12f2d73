using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Members;

/// <summary>It will be as one season ago.</summary>
internal sealed class SeasonalNaiveForecaster : IForecaster
{
    public string Name => "seasonal naive";

    public float[] Learn(TrainingSet training) => [];

    public void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means) => context.TargetPrevious.CopyTo(means);
}
