using System.Collections.Immutable;
using Krewe.Admin;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>Asks the engine's membership, metadata and management.</summary>
internal sealed partial class SiloReader(
    IClusterMembershipService membership, ISiloMetadataCache metadata, IGrainFactory grains, TimeProvider time, ILogger<SiloReader> logger) : ISiloReader
{
    /// <summary>The counts are the least of what is shown: while a silo is going, the rest does not wait for them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<ImmutableArray<SiloView>> GetSilosAsync()
    {
        var statistics = await CountAsync();
        return
        [
            .. Shown(membership.CurrentSnapshot.Members.Values)
                .OrderBy(member => member.Name, StringComparer.Ordinal)
                .Select(member => new SiloView
                {
                    Name = member.Name,
                    Address = member.SiloAddress.ToString(),
                    Status = member.Status.ToString(),
                    Metadata = metadata.GetSiloMetadata(member.SiloAddress).Metadata.ToImmutableSortedDictionary(StringComparer.Ordinal),
                    Activations = statistics.Where(row => row.SiloAddress.Equals(member.SiloAddress)).Sum(row => row.ActivationCount),
                }),
        ];
    }

    /// <summary>Of each name what lives; where nothing does, the life that ended last.</summary>
    internal static IEnumerable<ClusterMember> Shown(IEnumerable<ClusterMember> members) => members
        .GroupBy(member => member.Name, StringComparer.Ordinal)
        .SelectMany(lives => lives.Any(life => life.Status != SiloStatus.Dead)
            ? lives.Where(life => life.Status != SiloStatus.Dead)
            : [lives.MaxBy(life => life.SiloAddress.Generation)!]);

    private async Task<IReadOnlyList<SimpleGrainStatistic>> CountAsync()
    {
        try
        {
            return await grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics().WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            Log.NotCounted(logger, exception);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2600, Level = LogLevel.Information, Message = "Not every silo could be asked how many grains it has.")]
        public static partial void NotCounted(ILogger logger, Exception exception);
    }
}
