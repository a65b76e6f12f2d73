namespace Krewe.Fleet.Regions;

/// <summary>What a region is.</summary>
public enum RegionState
{
    /// <summary>It serves.</summary>
    Active,

    /// <summary>It is taken out of service, and models that may leave are still there.</summary>
    Draining,

    /// <summary>It is out of service: what may leave has left.</summary>
    Drained,

    /// <summary>It holds models and has no live silo.</summary>
    Lost,
}
