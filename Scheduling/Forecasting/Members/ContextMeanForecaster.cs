using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Members;

/// <summary>It goes on as on the mean of the last steps.</summary>
internal sealed class ContextMeanForecaster : IForecaster
{
    public string Name => "context mean";

    public float[] Learn(TrainingSet training) => [];

    public void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means) =>
        means.Fill(context.MeanOfLast(ForecastContext.MaxRecent));
}
