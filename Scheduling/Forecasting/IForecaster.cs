using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting;

/// <summary>
/// One way to forecast; the ensemble weighs it by its errors. What it has learned is a vector of numbers that the owner keeps, so that
/// one object serves any number of series and a restart needs no second learning. Implement it to let a forecaster of another make
/// take part: a bad one loses its weight, and one that writes NaN is left out of that forecast.
/// </summary>
public interface IForecaster
{
    /// <summary>The name under which its errors and weight are shown; unique in an ensemble.</summary>
    string Name { get; }

    /// <summary>Learns from a history.</summary>
    /// <param name="training">Rows of context and what came after it.</param>
    /// <returns>What it has learned; any length, also 0.</returns>
    float[] Learn(TrainingSet training);

    /// <summary>Forecasts the mean rate at each of the context's horizons.</summary>
    /// <param name="learned">What <see cref="Learn"/> gave; empty before the first learning.</param>
    /// <param name="context">What is known now.</param>
    /// <param name="means">One place for each horizon.</param>
    void Forecast(ReadOnlySpan<float> learned, ForecastContext context, Span<double> means);
}
