namespace Krewe.Silo.Metrics;

/// <summary>
/// Has a snapshot taken when somebody scrapes, so that nothing is asked while nobody does. One at a time; a scrape waits for it
/// only so long and is then answered with the snapshot before, whose age is a metric.
/// </summary>
internal sealed partial class MetricsRefresher(KreweMetrics metrics, IMetricsSource source, TimeProvider time, ILogger<MetricsRefresher> logger)
{
    /// <summary>How long a scrape waits.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _starting = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Waits for the snapshot that is being taken, or for <see cref="Patience"/>. Throws only when the caller has gone.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        Task running;
        lock (_starting)
        {
            if (_running.IsCompleted)
            {
                _running = TakeAsync();
            }

            running = _running;
        }

        try
        {
            await running.WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            Log.TooSlow(logger, Patience.TotalSeconds);
        }
    }

    private async Task TakeAsync()
    {
        try
        {
            metrics.Publish(await source.ReadAsync(CancellationToken.None));
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5100, LogLevel.Warning, "The cluster did not tell its state in {Seconds} s; metrics show what was seen before")]
        public static partial void TooSlow(ILogger logger, double seconds);

        [LoggerMessage(5101, LogLevel.Warning, "The cluster's state could not be read; metrics show what was seen before")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
