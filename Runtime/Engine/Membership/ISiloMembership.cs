namespace Krewe.Runtime.Membership;

/// <summary>How a silo enters the cluster's membership and leaves it. Called by the silo's life, once each, in this order.</summary>
internal interface ISiloMembership
{
    /// <summary>
    /// Raised once when the cluster holds this silo for dead although it runs, on any thread: whatever it does from now on counts for nothing.
    /// </summary>
    event Action? Died;

    /// <summary>Makes the silo known to the others, as joining; it serves no grains yet.</summary>
    Task JoinAsync(CancellationToken cancellationToken);

    /// <summary>Says that it serves.</summary>
    Task BecomeActiveAsync(CancellationToken cancellationToken);

    /// <summary>Says that it is shutting down: no grain is placed here any more, those that are here end.</summary>
    Task BeginLeaveAsync(CancellationToken cancellationToken);

    /// <summary>Says that it is gone. Also called when starting failed after it had joined.</summary>
    Task LeaveAsync(CancellationToken cancellationToken);
}
