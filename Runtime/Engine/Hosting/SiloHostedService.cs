using Microsoft.Extensions.Hosting;

namespace Krewe.Runtime.Hosting;

/// <summary>
/// Runs the silo in its host. Services that were added after it stop before it, a web server among them, which waits for its requests: one that
/// hangs would leave the silo no time. So the silo begins to stop when a third of the time is over, whoever is still stopping.
/// </summary>
internal sealed class SiloHostedService(Silo silo, StopBudget budget, EngineClock clock, IHostApplicationLifetime application) : IHostedLifecycleService
{
    private const double ShareOfOthers = 1.0 / 3;

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _stops;
    private ITimer? _early;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        application.ApplicationStopping.Register(budget.Begin);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => silo.StartAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        budget.Begin();
        _early = clock.Grains.CreateTimer(state => _ = StopOnceAsync(cancellationToken), null, budget.Share(ShareOfOthers), Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _early?.Dispose();
        await StopOnceAsync(cancellationToken);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stops, 1) == 0)
        {
            try
            {
                await silo.StopAsync(cancellationToken);
            }
            finally
            {
                _stopped.SetResult();
            }
        }

        await _stopped.Task;
    }
}
