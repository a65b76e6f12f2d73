namespace Krewe.Hosts;

/// <summary>How a drain or a cordon is meant.</summary>
public sealed record MaintenanceRequest
{
    /// <summary>Also when some replicas have no other place: they stay and serve, the others are replaced, and nothing new comes.</summary>
    public bool Force { get; init; }
}
