namespace Orleans.Runtime;

/// <summary>This silo's view of the cluster.</summary>
public interface IClusterMembershipService
{
    /// <summary>The newest view.</summary>
    ClusterMembershipSnapshot CurrentSnapshot { get; }

    /// <summary>The newest view, then each later one; views may be skipped.</summary>
    IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates { get; }

    /// <summary>Looks into the table.</summary>
    /// <param name="minimumVersion">Returns when the view is at least that new.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default);

    /// <summary>Declares a silo dead. False when it could not.</summary>
    /// <param name="siloAddress">The silo.</param>
    Task<bool> TryKill(SiloAddress siloAddress);
}
