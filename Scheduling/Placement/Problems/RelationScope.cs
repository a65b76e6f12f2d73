namespace Krewe.Scheduling.Placement.Problems;

/// <summary>Where two models are together.</summary>
public enum RelationScope
{
    /// <summary>On one host.</summary>
    Host = 0,

    /// <summary>In one zone of a region.</summary>
    Zone = 1,
}
