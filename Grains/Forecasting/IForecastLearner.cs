using Krewe.Scheduling.Forecasting;

namespace Krewe.Grains.Forecasting;

/// <summary>
/// Where learning runs: it takes a second and more of a core, which no grain's turn may take. One for each silo; it lets few learn at a time.
/// </summary>
public interface IForecastLearner
{
    /// <summary>Waits until it is the caller's turn among the models of the silo. Until then nothing is copied.</summary>
    /// <returns>The turn; others learn when it is disposed of.</returns>
    Task<IDisposable> EnterAsync();

    /// <summary>Runs a learning outside of the caller's turn.</summary>
    /// <param name="learning">What to run.</param>
    /// <returns>Ends when it has run; fails as the learning fails.</returns>
    Task RunAsync(DemandLearning learning);
}
