namespace Krewe.Scheduling.Queueing.Replicas;

/// <summary>What it costs to send a request to a replica in another zone: the way, and what clouds ask for traffic between zones.</summary>
public static class ZonePolicy
{
    /// <summary>The way there and back, as is usual between zones of a region.</summary>
    public static readonly TimeSpan Way = TimeSpan.FromMilliseconds(1);

    /// <summary>A replica elsewhere must be sooner by this share of an execution: a request stays in its zone while that has room.</summary>
    public const double Share = 0.25;

    /// <summary>The cost of a replica, as time.</summary>
    /// <param name="from">The zone of the front that has the request; null when not known.</param>
    /// <param name="to">The zone of the replica; null when not known.</param>
    /// <param name="serviceTime">What an execution takes; null when not known.</param>
    /// <returns>Zero within a zone, and where one of the two is not known.</returns>
    public static TimeSpan CostOf(string? from, string? to, TimeSpan? serviceTime) =>
        from is null || to is null || from == to ? TimeSpan.Zero : Way + ((serviceTime ?? TimeSpan.Zero) * Share);
}
