using Krewe.Runtime.Clients.Gateways;
using Krewe.Runtime.Migration;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Krewe.Runtime.Placement;

/// <summary>What silos ask of each other. The key is the silo's address; there is one on each silo, in no directory.</summary>
[Alias("krewe.silo-control")]
internal interface ISiloControl : IGrainWithStringKey
{
    [AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task<SiloReport> Report();

    /// <summary>How this silo is loaded.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task<SiloRuntimeStatistics> Statistics();

    /// <summary>Its activations, counted by class.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task<SimpleGrainStatistic[]> GrainCounts();

    /// <summary>Its activations, or those of some classes, named by class or by type.</summary>
    [AlwaysInterleave]
    Task<DetailedGrainStatistic[]> Activations(string[]? types);

    /// <summary>Ends what has been idle for that long.</summary>
    [AlwaysInterleave]
    Task Collect(TimeSpan ageLimit);

    [AlwaysInterleave]
    Task CollectGarbage();

    /// <summary>Makes an activation that goes on from what another one left. Returns who is registered for the grain then; null for a refusal.</summary>
    [AlwaysInterleave]
    Task<GrainAddress?> Receive(GrainMigration migration);

    /// <summary>A reminder that this silo owns was written or removed.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task ReminderChanged(GrainId grainId, string reminderName);

    /// <summary>The activation of a grain that serves here and stands in the directory; null for none.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task<GrainAddress?> Find(GrainId grainId);

    /// <summary>A silo stops, as the table says already. Returns once this silo places nothing there and sends nothing there any more.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task Leaving(SiloAddress silo);

    /// <summary>Whether a client is connected there.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task<ClientPresence> FindClient(GrainId client);
}
