using System.Collections.Concurrent;
using Krewe.Runtime.Activations;
using Krewe.Runtime.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Krewe.Runtime.Placement;

/// <summary>What the other silos say of themselves: asked when they come up and each second after. What is placed meanwhile is counted in.</summary>
internal sealed partial class SiloReports(
    IServiceProvider services, ClusterView cluster, EngineTurns turns, EngineClock clock, SiloMetadata own, ILogger<SiloReports> logger)
    : ILifecycleParticipant<ISiloLifecycle>, ISiloMetadataCache, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<SiloAddress, SiloReport> _reports = new();
    private readonly ConcurrentDictionary<SiloAddress, int> _placed = new(); // since the report
    private readonly HashSet<SiloAddress> _asked = []; // engine turns only: asked and not answered yet
    private readonly Lazy<Catalog> _catalog = new(services.GetRequiredService<Catalog>);
    private readonly Lazy<IGrainFactory> _grains = new(services.GetRequiredService<IGrainFactory>);
    private ITimer? _timer;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(SiloReports),
        ServiceLifecycleStage.BecomeActive,
        _ =>
        {
            _timer = clock.Membership.CreateTimer(static state => ((SiloReports)state!).Ask(), this, Period, Period);
            return Task.CompletedTask;
        },
        _ =>
        {
            Dispose();
            return Task.CompletedTask;
        });

    public SiloMetadata GetSiloMetadata(SiloAddress siloAddress) =>
        siloAddress == cluster.Local ? own : _reports.GetValueOrDefault(siloAddress)?.Metadata ?? SiloMetadata.Empty;

    /// <summary>How many activations a silo has, as far as is known here.</summary>
    public int ActivationsOf(SiloAddress silo) => silo == cluster.Local
        ? _catalog.Value.Count
        : (_reports.GetValueOrDefault(silo)?.Activations ?? 0) + _placed.GetValueOrDefault(silo);

    /// <summary>A new activation is going to be on that silo.</summary>
    public void Placed(SiloAddress silo)
    {
        if (silo != cluster.Local)
        {
            _placed.AddOrUpdate(silo, 1, static (_, count) => count + 1);
        }
    }

    /// <summary>Asks all others.</summary>
    public void Ask() => turns.Run(() => Task.WhenAll([.. cluster.Active.Where(silo => silo != cluster.Local && _asked.Add(silo)).Select(AskAsync)]));

    public void Dispose() => _timer?.Dispose();

    private async Task AskAsync(SiloAddress silo)
    {
        try
        {
            _reports[silo] = await _grains.Value.GetGrain<ISiloControl>(SiloControl.On(silo)).Report();
            _placed.TryRemove(silo, out _);
        }
        catch (Exception exception)
        {
            Log.NoReport(logger, silo, exception.Message);
        }
        finally
        {
            _asked.Remove(silo);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7040, LogLevel.Debug, "No report from {Silo}: {Reason}")]
        public static partial void NoReport(ILogger logger, SiloAddress silo, string reason);
    }
}
