using System.Collections.Concurrent;
using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.Ensemble;

namespace Krewe.Grains.Forecasting;

/// <summary>What all forecasts of a silo share: the ensemble, and working spaces that are lent for a turn. Thread-safe.</summary>
public sealed class ForecastWorkshop
{
    private readonly ConcurrentBag<ForecastScratch> _spaces = [];

    /// <summary>Makes it.</summary>
    /// <param name="others">Forecasters of another make that take part; the same on every silo.</param>
    /// <param name="options">Lengths and horizons; minutes up to 24 hours unless told otherwise.</param>
    public ForecastWorkshop(IEnumerable<IForecaster> others, ForecastOptions? options = null) =>
        Ensemble = new ForecastEnsemble(options ?? ForecastOptions.Minutes, others);

    /// <summary>The forecasters.</summary>
    public ForecastEnsemble Ensemble { get; }

    /// <summary>Forecasts in a working space that nobody else uses meanwhile.</summary>
    /// <param name="forecaster">Whose forecast.</param>
    public DemandForecast Forecast(DemandForecaster forecaster)
    {
        ArgumentNullException.ThrowIfNull(forecaster);
        if (!_spaces.TryTake(out var space))
        {
            space = Ensemble.CreateScratch();
        }

        try
        {
            return forecaster.Forecast(space);
        }
        finally
        {
            _spaces.Add(space);
        }
    }
}
