using Krewe.Hosts;
using Krewe.Silo.Configuration;
using Krewe.Silo.Hosting;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Silo.Devices;

/// <summary>
/// Keeps the control loops alive: no grain wakes itself, so each second somebody who is no grain tells the host grain what this machine is.
/// What follows from it - host, pool, replicas, models, fleet - runs in grains.
/// </summary>
internal sealed partial class HostPoller(
    IGrainFactory grains,
    IEnumerable<IDeviceProvider> providers,
    SiloSettings settings,
    ILocalSiloDetails silo,
    Readiness readiness,
    TimeProvider time,
    ILogger<HostPoller> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _firstRound = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the host grain knows this machine.</summary>
    public Task FirstRound => _firstRound.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await RoundAsync(stopping: false);
                readiness.RoundFinished();
                _firstRound.TrySetResult();
            }
            catch (Exception exception)
            {
                Log.RoundFailed(logger, exception);
            }
        }
        while (await NextAsync(timer, stoppingToken));
    }

    /// <summary>One observation.</summary>
    public Task RoundAsync(bool stopping)
    {
        var devices = providers.SelectMany(provider => provider.Measure()).ToList();
        var cpu = devices.FirstOrDefault(device => device.Uuid == CpuDeviceProvider.Uuid);
        return grains.GetGrain<IHostGrain>(settings.Host).ObserveAsync(new HostObservation
        {
            Region = settings.Region,
            Zone = settings.Zone,
            Pool = settings.Pool,
            Silo = silo.Name,
            CpuMillicores = settings.CpuMillicores,
            MemoryBytes = settings.MemoryBytes,
            FreeMemoryBytes = cpu is { UsedMemoryBytes: { } used } ? cpu.MemoryBytes - used : 0,
            CpuUtilization = cpu?.Utilization,
            Devices = [.. devices],
            Stopping = stopping,
        });
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2200, Level = LogLevel.Warning, Message = "The host grain could not be told what this machine is; it is told again in a second.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
