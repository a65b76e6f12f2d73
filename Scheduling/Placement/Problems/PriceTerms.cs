namespace Krewe.Scheduling.Placement.Problems;

/// <summary>How a host is paid for.</summary>
public enum PriceTerms
{
    /// <summary>While something runs on it.</summary>
    OnDemand = 0,

    /// <summary>Always: what runs on it costs nothing more.</summary>
    Reserved = 1,

    /// <summary>While something runs on it; its owner may take it back.</summary>
    Spot = 2,
}
