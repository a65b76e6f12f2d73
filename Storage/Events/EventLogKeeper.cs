using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Storage.Events;

/// <summary>
/// Looks after a log while its silo runs: removes what is acknowledged and too old, and looks how far each group is behind, also when no consumer
/// of it is alive, which is when its lag matters. Every silo does it, as none of them may be missing.
/// </summary>
internal sealed partial class EventLogKeeper(IEventLog log, TimeSpan period, EventLogMetrics metrics, TimeProvider time, ILogger<EventLogKeeper> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _rounds = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        $"{nameof(EventLogKeeper)} of {log.Name}", ServiceLifecycleStage.Active, _ => StartAsync(), _ => StopAsync());

    public Task StartAsync()
    {
        _rounds = RunAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _rounds;
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(period, time, _stop.Token);
                await RoundAsync();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task RoundAsync()
    {
        try
        {
            var removed = await log.TrimAsync(_stop.Token);
            if (removed > 0)
            {
                Log.Removed(logger, removed, log.Name);
            }

            var groups = await log.GetGroupsAsync(_stop.Token);
            metrics.KeepOnly(log.Name, groups);
            foreach (var group in groups)
            {
                await log.GetLagAsync(group, _stop.Token);
            }
        }
        catch (Exception exception) when (!_stop.IsCancellationRequested)
        {
            Log.RoundFailed(logger, log.Name, exception); // the next round does what this one did not
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6013, LogLevel.Debug, "Removed {Count} acknowledged events from the event log '{Name}'")]
        public static partial void Removed(ILogger logger, long count, string name);

        [LoggerMessage(6014, LogLevel.Warning, "The event log '{Name}' could not be looked after; its lag is what it was before")]
        public static partial void RoundFailed(ILogger logger, string name, Exception exception);
    }
}
