namespace Krewe.Scheduling.Regions;

/// <summary>Why a model is served in another region although its own one lives.</summary>
public enum MoveReason
{
    /// <summary>Its region is taken out of service.</summary>
    Maintenance,

    /// <summary>An operator said so.</summary>
    Asked,

    /// <summary>Most requests come from where another region is nearer.</summary>
    Latency,

    /// <summary>Another region costs less.</summary>
    Price,
}
