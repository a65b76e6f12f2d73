using Krewe.Grains.Forecasting;
using Krewe.Scheduling.Forecasting;

namespace Krewe.Grains.Tests.Support;

/// <summary>Learns at once: virtual time stands still meanwhile.</summary>
internal sealed class LearnerAtOnce : IForecastLearner, IDisposable
{
    public int Learnings { get; private set; }

    public Task<IDisposable> EnterAsync() => Task.FromResult<IDisposable>(this);

    public Task RunAsync(DemandLearning learning)
    {
        Learnings++;
        learning.Run();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        // The turn: nobody else waits for it.
    }
}
