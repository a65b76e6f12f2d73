using System.Collections.Immutable;
using Krewe.Grains.Placement;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Krewe.Silo.Clustering;

/// <summary>By the engine's membership. A silo bears the name of its host, so that the host is known before the silo's metadata is.</summary>
internal sealed class HostSilos(IClusterMembershipService membership, ISiloMetadataCache metadata, ILocalSiloDetails local, TimeProvider time) : IHostSilos
{
    private readonly long _since = time.GetTimestamp();

    public TimeSpan Uptime => time.GetElapsedTime(_since);

    public ImmutableArray<string> Hosts =>
        [.. membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(HostOf).Order(StringComparer.Ordinal)];

    public bool IsHere(string host) => host == local.Name;

    public SiloAddress? Find(string host) => membership.CurrentSnapshot.Members.Values
        .Where(member => member.Status == SiloStatus.Active && HostOf(member) == host)
        .MaxBy(member => member.SiloAddress.Generation)?.SiloAddress;

    public bool IsGone(string host) =>
        !membership.CurrentSnapshot.Members.Values.Any(member => member.Status != SiloStatus.Dead && HostOf(member) == host);

    public string? RegionOf(SiloAddress silo) => metadata.GetSiloMetadata(silo).Metadata.GetValueOrDefault(MetadataKeys.Region);

    private string HostOf(ClusterMember member) =>
        metadata.GetSiloMetadata(member.SiloAddress).Metadata.GetValueOrDefault(MetadataKeys.Host) ?? member.Name;
}
