namespace Krewe.Forecasting;

/// <summary>What about a rate was out of the ordinary.</summary>
[GenerateSerializer, Alias("krewe.DemandAnomalyKind")]
public enum DemandAnomalyKind
{
    /// <summary>Far above its forecast.</summary>
    Spike,

    /// <summary>Far below its forecast.</summary>
    Drop,

    /// <summary>Lastingly on another level than its season says.</summary>
    LevelShift,

    /// <summary>No rate at all. It is kept as a gap.</summary>
    Invalid,

    /// <summary>Minutes without any rate.</summary>
    Gap,

    /// <summary>The clock went back, or far ahead.</summary>
    ClockJump,
}
