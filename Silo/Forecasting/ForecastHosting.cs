using Krewe.Grains.Forecasting;
using Krewe.Scheduling.Forecasting;

namespace Krewe.Silo.Forecasting;

/// <summary>Puts forecasting into a silo.</summary>
internal static class ForecastHosting
{
    /// <summary>Adds what the grains of forecasts need. Each <see cref="IForecaster"/> among the services takes part in the ensemble.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddKreweForecasting(this IServiceCollection services) => services
        .AddSingleton<DemandTally>()
        .AddSingleton<DemandRounds>()
        .AddSingleton<IForecastLearner, ForecastLearner>()
        .AddSingleton(provider => new ForecastWorkshop(provider.GetServices<IForecaster>()));
}
