using Krewe.Hosts;
using Krewe.Naming;

namespace Krewe.Grains.Placement;

/// <summary>Where a lease is.</summary>
/// <param name="Replica">Who holds it.</param>
/// <param name="Host">Who granted it.</param>
/// <param name="Epoch">Its epoch.</param>
[GenerateSerializer, Immutable, Alias("krewe.LeasePlace")]
public sealed record LeasePlace(ReplicaId Replica, string Host, long Epoch)
{
    internal static LeasePlace Of(Lease lease) => new(lease.Replica, lease.Host, lease.Epoch);
}
