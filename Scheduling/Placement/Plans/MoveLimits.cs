namespace Krewe.Scheduling.Placement.Plans;

/// <summary>How many steps may be under way at once.</summary>
public sealed record MoveLimits
{
    /// <summary>On one host, at least 1; default 2.</summary>
    public int PerHost { get; init; } = 2;

    /// <summary>In one region, at least 1; default 16.</summary>
    public int PerRegion { get; init; } = 16;

    /// <summary>Of one model, at least 1; default 4.</summary>
    public int PerModel { get; init; } = 4;

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PerHost, 1, nameof(PerHost));
        ArgumentOutOfRangeException.ThrowIfLessThan(PerRegion, 1, nameof(PerRegion));
        ArgumentOutOfRangeException.ThrowIfLessThan(PerModel, 1, nameof(PerModel));
    }
}
