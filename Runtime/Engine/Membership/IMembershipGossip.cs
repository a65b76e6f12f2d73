using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>Tells other silos that the table has changed, so that they read it before their time. May be lost; nothing depends on it.</summary>
internal interface IMembershipGossip
{
    /// <summary>Sends, and does not wait for answers.</summary>
    /// <param name="targets">To whom.</param>
    /// <param name="version">The version that the table has at least.</param>
    void Send(IReadOnlyCollection<SiloAddress> targets, MembershipVersion version);
}
