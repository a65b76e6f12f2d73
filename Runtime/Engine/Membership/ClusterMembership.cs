using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>The view of the cluster as the agent reads it from the table.</summary>
internal sealed class ClusterMembership(MembershipAgent agent, MembershipPublisher publisher) : IClusterMembershipService
{
    public ClusterMembershipSnapshot CurrentSnapshot => publisher.Current;

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => publisher.Updates();

    public async ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default)
    {
        if (minimumVersion == default || publisher.Current.Version < minimumVersion)
        {
            await agent.RefreshAsync(minimumVersion, cancellationToken);
        }
    }

    public Task<bool> TryKill(SiloAddress siloAddress) => agent.KillAsync(siloAddress);
}
