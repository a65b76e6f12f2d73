using System.Collections.Immutable;
using Krewe.Admin;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>Asks the engine's membership, metadata and management.</summary>
internal sealed class SiloReader(IClusterMembershipService membership, ISiloMetadataCache metadata, IGrainFactory grains) : ISiloReader
{
    public async Task<ImmutableArray<SiloView>> GetSilosAsync()
    {
        var statistics = await grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();
        return
        [
            .. membership.CurrentSnapshot.Members.Values
                .Where(member => member.Status != SiloStatus.Dead)
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
}
