namespace Krewe.Testing.Simulation;

/// <summary>What a silo of a simulated cluster is.</summary>
public enum SimulatedMemberState
{
    /// <summary>It runs; it may be starting or stopping.</summary>
    Running,

    /// <summary>It stands still: no turn, no timer, no message.</summary>
    Paused,

    /// <summary>It is gone without a word, or has ended itself because it is dead in the table.</summary>
    Crashed,

    /// <summary>It has stopped in order.</summary>
    Stopped,
}
