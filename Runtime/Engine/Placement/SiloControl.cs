using Krewe.Runtime.Activations;
using Krewe.Runtime.Clients.Gateways;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Migration;
using Krewe.Runtime.Reminders;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Statistics;

namespace Krewe.Runtime.Placement;

[GrainType(TypeName), SiloBoundPlacement, KeepAlive, Reentrant]
internal sealed class SiloControl(
    Catalog catalog,
    SiloMetadata metadata,
    ReminderService reminders,
    ActivationCollector collector,
    MessageCenter messages,
    IEnvironmentStatisticsProvider environment,
    ClusterView cluster,
    EngineClock clock) : Grain, ISiloControl
{
    private const string TypeName = "sys.silo";
    private static readonly GrainType Name = GrainType.Create(TypeName);

    /// <summary>The one on that silo.</summary>
    public static GrainId On(SiloAddress silo) => GrainId.Create(Name, silo.ToParsableString());

    /// <summary>On which silo it is; null for all other grains.</summary>
    public static SiloAddress? SiloOf(GrainId grainId) =>
        grainId.Type.Equals(Name) && SiloAddress.TryParse(grainId.Key.ToString(), null, out var silo) ? silo : null;

    /// <summary>This one is a part of the silo and no activation of anybody's.</summary>
    private IEnumerable<Activation> Listed => catalog.Activations.Where(static activation => !activation.GrainId.Type.Equals(Name));

    public Task<SiloReport> Report() => Task.FromResult(new SiloReport(metadata, catalog.Count));

    public Task<SiloRuntimeStatistics> Statistics() => Task.FromResult(new SiloRuntimeStatistics
    {
        ActivationCount = catalog.Count,
        RecentlyUsedActivationCount = catalog.CountUsedWithin(TimeSpan.FromMinutes(10)),
        ClientCount = messages.Gateway?.Count ?? 0,
        ReceivedMessages = messages.ReceivedFromOthers,
        SentMessages = messages.SentToOthers,
        EnvironmentStatistics = environment.GetEnvironmentStatistics(),
        DateTime = clock.Grains.GetUtcNow().UtcDateTime,
    });

    public Task<SimpleGrainStatistic[]> GrainCounts() => Task.FromResult<SimpleGrainStatistic[]>(
        [.. Listed
            .GroupBy(static activation => activation.Class)
            .Select(group => new SimpleGrainStatistic
            {
                GrainType = group.Key.Name,
                SiloAddress = cluster.Local,
                ActivationCount = group.Count(),
            })]);

    public Task<DetailedGrainStatistic[]> Activations(string[]? types) => Task.FromResult<DetailedGrainStatistic[]>(
        [.. Listed
            .Where(activation => types is null || types.Contains(activation.Class.Name) || types.Contains(activation.GrainId.Type.ToString()))
            .Select(activation => new DetailedGrainStatistic
            {
                GrainId = activation.GrainId,
                GrainType = activation.Class.Name,
                SiloAddress = cluster.Local,
            })]);

    public Task Collect(TimeSpan ageLimit) => Task.WhenAll(collector.Collect(ageLimit).Select(activation => activation.Deactivated));

    public Task CollectGarbage()
    {
        GC.Collect();
        return Task.CompletedTask;
    }

    public Task<ClientPresence> FindClient(GrainId client) => Task.FromResult(messages.Gateway?.Find(client) ?? ClientPresence.Unknown);

    public Task<GrainAddress?> Receive(GrainMigration migration) => catalog.ReceiveAsync(migration);

    public Task ReminderChanged(GrainId grainId, string reminderName) =>
        reminders.ChangedAsync(new ReminderKey(grainId, reminderName), mayForward: false);

    public Task<GrainAddress?> Find(GrainId grainId) => Task.FromResult(catalog.Find(grainId) is { IsServingRegistered: true } activation ? activation.Address : null);

    public async Task Leaving(SiloAddress silo)
    {
        if (cluster.IsActive(silo))
        {
            await cluster.RefreshAsync();
        }
    }
}
