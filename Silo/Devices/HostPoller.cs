using System.Threading.Channels;
using Krewe.Grains.Hosts;
using Krewe.Hosts;
using Krewe.Silo.Configuration;
using Krewe.Silo.Hosting;
using Krewe.Silo.Metrics.Devices;
using Krewe.Silo.Notices;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Silo.Devices;

/// <summary>
/// Keeps the control loops alive: no grain wakes itself, so each second somebody who is no grain tells the host grain what this machine is.
/// What follows from it - host, pool, replicas, models, fleet - runs in grains. A device that changes is told of at once.
/// </summary>
internal sealed partial class HostPoller(
    IGrainFactory grains,
    IEnumerable<IDeviceProvider> providers,
    PoolChooser pools,
    HostLoads loads,
    EnergyMeter energy,
    NoticeFile notices,
    IWeightsStore weights,
    SiloSettings settings,
    ILocalSiloDetails silo,
    Readiness readiness,
    TimeProvider time,
    ILogger<HostPoller> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>A driver that attaches its devices takes seconds.</summary>
    private static readonly TimeSpan FirstLookPatience = TimeSpan.FromSeconds(5);

    /// <summary>Changes that come in a burst are told together.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource _firstRound = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Holds at most one word: that something has changed.</summary>
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Completes when the host grain knows this machine.</summary>
    public Task FirstRound => _firstRound.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        foreach (var provider in providers)
        {
            provider.Changed += OnChanged;
        }

        try
        {
            await FirstLooksAsync(stoppingToken);
            // Each is awaited until it comes: only one of either may be under way.
            var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            var change = _changes.Reader.ReadAsync(stoppingToken).AsTask();
            while (true)
            {
                await TryRoundAsync();
                if (await Task.WhenAny(tick, change) == tick)
                {
                    await tick;
                    tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                }
                else
                {
                    await change;
                    await Task.Delay(Pause, time, stoppingToken);
                    change = _changes.Reader.ReadAsync(stoppingToken).AsTask();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
        finally
        {
            foreach (var provider in providers)
            {
                provider.Changed -= OnChanged;
            }
        }
    }

    /// <summary>One observation.</summary>
    public Task RoundAsync(bool stopping)
    {
        var devices = pools.Assign(providers.SelectMany(provider => provider.Measure()));
        var cpu = devices.FirstOrDefault(device => device.Uuid == CpuDeviceProvider.Uuid);
        return grains.GetGrain<IHostGrain>(settings.Host).ObserveAsync(new HostObservation
        {
            Region = settings.Region,
            Zone = settings.Zone,
            Pool = pools.Pool,
            Silo = silo.Name,
            CpuMillicores = settings.CpuMillicores,
            MemoryBytes = settings.MemoryBytes,
            FreeMemoryBytes = cpu is { UsedMemoryBytes: { } used } ? cpu.MemoryBytes - used : 0,
            CpuUtilization = cpu?.Utilization,
            Devices = devices,
            Stopping = stopping,
            Cost = settings.Machines.CostOf(settings.Region, settings.Purchase, devices.Where(device => device.Accelerator).Select(device => device.Class)),
            Notice = notices.Read(),
            Weights = weights.List(),
        });
    }

    /// <summary>A host that is told of without its devices would first be placed on as if it had none.</summary>
    private async Task FirstLooksAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(providers.Select(provider => provider.FirstLook)).WaitAsync(FirstLookPatience, time, stoppingToken);
        }
        catch (TimeoutException)
        {
            Log.FirstLookSlow(logger, FirstLookPatience);
        }
    }

    private async Task TryRoundAsync()
    {
        try
        {
            await RoundAsync(stopping: false);
            readiness.RoundFinished();
            _firstRound.TrySetResult();
            await loads.UpdateAsync();
            energy.Add(loads.Host!, time.GetUtcNow());
        }
        catch (Exception exception)
        {
            Log.RoundFailed(logger, exception);
        }
    }

    private void OnChanged() => _changes.Writer.TryWrite(true);

    private static partial class Log
    {
        [LoggerMessage(EventId = 2200, Level = LogLevel.Warning, Message = "The host grain could not be told what this machine is; it is told again in a second.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "Not all devices were found within {Patience}; those that are late are offered when they are found.")]
        public static partial void FirstLookSlow(ILogger logger, TimeSpan patience);
    }
}
