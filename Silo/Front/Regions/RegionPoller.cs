using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Grains.Placement;
using Krewe.Hosts;
using Krewe.Silo.Configuration;
using Orleans;

namespace Krewe.Silo.Front.Regions;

/// <summary>
/// Each second asks the fleet where models of several regions go, tells it how far the other regions are, and tells what was executed elsewhere. While the
/// fleet does not answer, what was known goes on.
/// </summary>
internal sealed partial class RegionPoller(
    RegionRoutes routes, RegionAudit audit, IGrainFactory grains, IHostSilos silos, SiloSettings settings, TimeProvider time, ILogger<RegionPoller> logger) : BackgroundService
{
    private const int LatencyRounds = 10;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private IReadOnlyList<RegionLatency> _latencies = [];

    /// <summary>One round.</summary>
    /// <param name="measure">Whether round trips are measured, too.</param>
    public async Task RoundAsync(bool measure)
    {
        audit.Tell();
        if (measure)
        {
            _latencies = await MeasureAsync();
            routes.Take(_latencies);
        }

        routes.Take(await grains.GetGrain<IFleetGrain>(IFleetGrain.Key).GetRoutesAsync(
            new FrontRegionReport { Region = settings.Region, Latencies = [.. _latencies], Requests = routes.TakeCounts() }).WaitAsync(Patience, time));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            for (var round = 0; await timer.WaitForNextTickAsync(stoppingToken); round++)
            {
                try
                {
                    await RoundAsync(measure: round % LatencyRounds == 0);
                }
                catch (Exception exception)
                {
                    Log.RoundFailed(logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
        finally
        {
            audit.Tell(all: true);
        }
    }

    /// <summary>The shorter of two round trips to one host of each other region: the first may have had to find the grain.</summary>
    private async Task<IReadOnlyList<RegionLatency>> MeasureAsync()
    {
        var hosts = silos.Hosts.Select(host => (Host: host, Region: silos.Find(host) is { } silo ? silos.RegionOf(silo) : null))
            .Where(one => one.Region is not null && one.Region != settings.Region)
            .DistinctBy(one => one.Region, StringComparer.Ordinal);
        var found = await Task.WhenAll(hosts.Select(async one =>
        {
            try
            {
                var shortest = TimeSpan.MaxValue;
                for (var tries = 0; tries < 2; tries++)
                {
                    var began = time.GetTimestamp();
                    await grains.GetGrain<IHostGrain>(one.Host).GetAsync().WaitAsync(Patience, time);
                    shortest = time.GetElapsedTime(began) is var took && took < shortest ? took : shortest;
                }

                return new RegionLatency(settings.Region, one.Region!, shortest.TotalMilliseconds);
            }
            catch (Exception exception)
            {
                Log.NotMeasured(logger, one.Host, exception);
                return null;
            }
        }));
        return [.. found.OfType<RegionLatency>()];
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1130, Level = LogLevel.Debug, Message = "The fleet did not say where models of several regions go; what was known goes on.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 1131, Level = LogLevel.Debug, Message = "The round trip to host {Host} could not be measured.")]
        public static partial void NotMeasured(ILogger logger, string host, Exception exception);
    }
}
