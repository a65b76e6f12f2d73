namespace Krewe.Fleet.Regions;

/// <summary>In which region a model is to be served.</summary>
public sealed record RegionHoldRequest
{
    /// <summary>The region; null to take back what was said.</summary>
    public string? To { get; init; }
}
