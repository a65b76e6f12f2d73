using System.Collections.Immutable;
using Krewe.Weights;

namespace Krewe.Hosts;

/// <summary>The one atomic ledger of a machine. Key: the host's name.</summary>
[Alias("krewe.IHostGrain")]
public interface IHostGrain : IGrainWithStringKey
{
    /// <summary>The poller's second: takes over what was seen, frees leases whose process has exited, tells the pool.</summary>
    /// <param name="observation">What was seen.</param>
    [Alias("observe")]
    Task ObserveAsync(HostObservation observation);

    /// <summary>Grants a lease, or refuses with all reasons. Repeating a request gives the same lease.</summary>
    /// <param name="request">What is asked.</param>
    [Alias("lease")]
    Task<LeaseDecision> LeaseAsync(LeaseRequest request);

    /// <summary>Returns a lease. It is free again once the exit of its process has been seen. Can be repeated.</summary>
    /// <param name="replica">Whose lease.</param>
    /// <param name="epoch">Its epoch; another one's is ignored.</param>
    [Alias("release")]
    Task ReleaseAsync(Naming.ReplicaId replica, long epoch);

    /// <summary>Lets the host or one of its devices take no new leases, or take them again. Stored before it is answered. Can be repeated.</summary>
    /// <param name="order">Which, and what; whether there is another place for what is there was decided before.</param>
    /// <returns>The host as it is then.</returns>
    [Alias("maintain")]
    Task<HostView> MaintainAsync(MaintenanceOrder order);

    /// <summary>Says which files of models a pool wants to have on the host before anything there needs them. Wears off after 30 s.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="wishes">All that it wants there: what is left out it does not want any more.</param>
    [Alias("preload")]
    Task PreloadAsync(string pool, ImmutableArray<WeightsWish> wishes);

    /// <summary>What the host is and holds.</summary>
    [Alias("get")]
    Task<HostView> GetAsync();
}
