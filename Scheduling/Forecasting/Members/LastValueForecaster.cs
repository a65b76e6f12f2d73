using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Members;

/// <summary>It stays as it is.</summary>
internal sealed class LastValueForecaster : IForecaster
{
    public string Name => "last value";

    public float[] Learn(TrainingSet training) => [];

    public void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means) => means.Fill(context.Last);
}
