namespace Krewe.Scheduling.Forecasting.Anomalies;

/// <summary>What about a rate was out of the ordinary.</summary>
public enum AnomalyKind
{
    /// <summary>Far above its forecast.</summary>
    Spike,

    /// <summary>Far below its forecast.</summary>
    Drop,

    /// <summary>Lastingly on another level than its season says.</summary>
    LevelShift,

    /// <summary>No rate at all: not a number, negative or absurd. It is kept as a gap.</summary>
    Invalid,

    /// <summary>Minutes without any rate.</summary>
    Gap,

    /// <summary>The clock went back, or far ahead. Its times are believed once they go on for half a minute.</summary>
    ClockJump,
}
