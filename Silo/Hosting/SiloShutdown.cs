using Krewe.Silo.Backends.Management;
using Krewe.Silo.Devices;
using Krewe.Silo.Front;
using Krewe.Silo.Front.Quotas;
using Krewe.Silo.Front.Slots;

namespace Krewe.Silo.Hosting;

/// <summary>
/// The order of stopping, within five seconds: no new requests and no new leases; requests in flight finish; model servers get TERM,
/// then KILL; then the grains and their storage.
/// </summary>
internal sealed partial class SiloShutdown(
    Readiness readiness, FrontGate gate, FrontSlots slots, FrontQuotas quotas, HostPoller poller, BackendManager backends, TimeProvider time, ILogger<SiloShutdown> logger)
    : IHostedLifecycleService
{
    /// <summary>How long the pool may take to learn that this host takes no more leases.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(0.5);

    /// <summary>How long requests in flight may take to finish.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(1.5);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        // What an earlier silo left running is gone before any grain can grant anything.
        var leftovers = await backends.InitializeAsync();
        if (leftovers > 0)
        {
            Log.Leftovers(logger, leftovers);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        readiness.Started();
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.Stopping();
        try
        {
            await poller.RoundAsync(stopping: true).WaitAsync(Notice, time, cancellationToken);
            await gate.CloseAsync().WaitAsync(Drain, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // A grain ends when no call of it runs any more: those that wait in a queue are answered first.
            Log.NotDrained(logger, gate.InFlight);
            await gate.AbandonAsync();
        }

        slots.ReturnAll();
        _ = quotas.ReturnAllAsync(); // a courtesy: what is not heard runs out by itself
        await backends.StopAllAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(EventId = 2400, Level = LogLevel.Warning, Message = "{Count} model servers of an earlier silo were still running and have been ended.")]
        public static partial void Leftovers(ILogger logger, int count);

        [LoggerMessage(EventId = 2401, Level = LogLevel.Warning, Message = "{Count} requests did not finish before the silo stopped.")]
        public static partial void NotDrained(ILogger logger, int count);
    }
}
