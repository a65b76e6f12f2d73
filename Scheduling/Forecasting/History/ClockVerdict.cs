namespace Krewe.Scheduling.Forecasting.History;

/// <summary>What to make of the time of an observation.</summary>
internal enum ClockVerdict
{
    /// <summary>It follows what came before.</summary>
    GoesOn,

    /// <summary>It does not, for the first time: the observation is left out and the jump marked.</summary>
    Jumped,

    /// <summary>It still does not: the observation is left out.</summary>
    Doubted,

    /// <summary>It has gone on from there long enough: the clock was set.</summary>
    Believed,
}
