namespace Krewe.Scheduling.Placement.Problems;

/// <summary>Class of service of a model's demand.</summary>
public enum DemandClass
{
    /// <summary>Before all others.</summary>
    Critical = 0,

    /// <summary>The usual.</summary>
    Standard = 1,

    /// <summary>What is left.</summary>
    Batch = 2,
}
