using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Krewe.Runtime.Membership;

/// <summary>What this silo says of itself; of others nothing is known.</summary>
internal sealed class LocalSiloMetadata(ILocalSiloDetails silo, SiloMetadata own) : ISiloMetadataCache
{
    public SiloMetadata GetSiloMetadata(SiloAddress siloAddress) => siloAddress == silo.SiloAddress ? own : SiloMetadata.Empty;
}
