using Krewe.Grains.Forecasting;
using Krewe.Scheduling.Forecasting;

namespace Krewe.Silo.Forecasting;

/// <summary>Lets one model at a time learn, on a thread of its own that the system may put behind the others.</summary>
internal sealed class ForecastLearner : IForecastLearner, IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    public async Task<IDisposable> EnterAsync()
    {
        await _one.WaitAsync();
        return new Turn(_one);
    }

    public Task RunAsync(DemandLearning learning)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                learning.Run();
                ended.SetResult();
            }
            catch (Exception exception)
            {
                ended.SetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = "forecast learning",
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        return ended.Task;
    }

    public void Dispose() => _one.Dispose();

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        private SemaphoreSlim? _one = one;

        public void Dispose() => Interlocked.Exchange(ref _one, null)?.Release();
    }
}
