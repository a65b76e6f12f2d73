namespace Krewe.Silo.History.Recording;

/// <summary>Closes each second soon after its end. See docs/history.md.</summary>
internal sealed partial class HistorySampler(HistoryStore store, ISiloWatch watch, TimeProvider time, ILogger<HistorySampler> logger) : BackgroundService
{
    /// <summary>Closes the second that ended last.</summary>
    public async Task RoundAsync()
    {
        var second = time.GetUtcNow().ToUnixTimeSeconds() - 1;
        try
        {
            store.Close(second, await watch.LookAsync());
        }
        catch (Exception exception)
        {
            Log.RoundFailed(logger, exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(UntilNextSecond(time.GetUtcNow()), time, stoppingToken);
                await RoundAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    /// <summary>A little beyond the boundary: a timer that is early by its grain would close the same second twice.</summary>
    private static TimeSpan UntilNextSecond(DateTimeOffset now) =>
        TimeSpan.FromTicks(TimeSpan.TicksPerSecond - (now.Ticks % TimeSpan.TicksPerSecond) + (5 * TimeSpan.TicksPerMillisecond));

    private static partial class Log
    {
        [LoggerMessage(5200, LogLevel.Warning, "A second of the history could not be closed.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
