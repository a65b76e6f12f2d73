namespace Krewe.Admin;

/// <summary>How many replicas are wanted.</summary>
public sealed record ScaleRequest
{
    /// <summary>Replicas; in the range that a spec allows.</summary>
    public required int Replicas { get; init; }

    /// <summary>For how long, 1 s to 30 days, after which spec and demand say it again; null for good, or, where the number follows demand, for an hour.</summary>
    public TimeSpan? For { get; init; }
}
