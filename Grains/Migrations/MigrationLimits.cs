namespace Krewe.Grains.Migrations;

/// <summary>Bounds of what is carried out at once, and of how long a step may take.</summary>
internal sealed record MigrationLimits
{
    /// <summary>Steps under way on one host, at least 1: more would load side by side and slow each other down.</summary>
    public int PerHost { get; init; } = 4;

    /// <summary>Steps under way of one model, at least 1.</summary>
    public int PerModel { get; init; } = 4;

    /// <summary>Steps under way in the pool, at least 1.</summary>
    public int PerPool { get; init; } = 16;

    /// <summary>How many times as much may be under way for moves that the end of a machine presses for, at least 1: to load slowly is better than not at all.</summary>
    public int Urgency { get; init; } = 4;

    /// <summary>How long a started replica must stay ready before the traffic is switched.</summary>
    public TimeSpan ProveFor { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a host may take to grant the lease.</summary>
    public TimeSpan LeaseWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a replica whose move was taken back stays where it is before the next try.</summary>
    public TimeSpan TryAgainAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same, where the end of its machine presses.</summary>
    public TimeSpan TryAgainSoon { get; init; } = TimeSpan.FromSeconds(1);
}
