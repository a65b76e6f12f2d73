using System.Threading.Channels;
using Krewe.Backends;
using Krewe.Grains.Backends;

namespace Krewe.Silo.Backends.Management;

/// <summary>Hands changes to the observer in the order in which they happened, on no thread that holds a lock.</summary>
internal sealed partial class StatusFeed : IAsyncDisposable
{
    private readonly Channel<BackendStatus> _changes = Channel.CreateUnbounded<BackendStatus>(new() { SingleReader = true });
    private readonly IBackendObserver _observer;
    private readonly ILogger _logger;
    private readonly Task _pump;

    public StatusFeed(IBackendObserver observer, ILogger logger)
    {
        (_observer, _logger) = (observer, logger);
        _pump = PumpAsync();
    }

    public void Post(BackendStatus status) => _changes.Writer.TryWrite(status);

    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        await _pump;
    }

    private async Task PumpAsync()
    {
        await foreach (var status in _changes.Reader.ReadAllAsync())
        {
            try
            {
                _observer.BackendChanged(status);
            }
            catch (Exception exception)
            {
                Log.ObserverFailed(_logger, exception, status.Replica.ToString(), status.State);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4010, LogLevel.Error, "The report that the model server of {Replica} is {State} could not be delivered")]
        public static partial void ObserverFailed(ILogger logger, Exception exception, string replica, BackendState state);
    }
}
