using Krewe.Runtime.Activations;
using Krewe.Runtime.Migration;
using Krewe.Runtime.Reminders;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Krewe.Runtime.Placement;

[GrainType(TypeName), SiloBoundPlacement, KeepAlive, Reentrant]
internal sealed class SiloControl(Catalog catalog, SiloMetadata metadata, ReminderService reminders, ClusterView cluster) : Grain, ISiloControl
{
    private const string TypeName = "sys.silo";
    private static readonly GrainType Name = GrainType.Create(TypeName);

    /// <summary>The one on that silo.</summary>
    public static GrainId On(SiloAddress silo) => GrainId.Create(Name, silo.ToParsableString());

    /// <summary>On which silo it is; null for all other grains.</summary>
    public static SiloAddress? SiloOf(GrainId grainId) =>
        grainId.Type.Equals(Name) && SiloAddress.TryParse(grainId.Key.ToString(), null, out var silo) ? silo : null;

    public Task<SiloReport> Report() => Task.FromResult(new SiloReport(metadata, catalog.Count));

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
