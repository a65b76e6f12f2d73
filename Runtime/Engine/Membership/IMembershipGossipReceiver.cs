using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>Takes what another silo's <see cref="IMembershipGossip"/> sent.</summary>
internal interface IMembershipGossipReceiver
{
    /// <summary>The table has that version or a newer one.</summary>
    void OnGossip(MembershipVersion version);
}
