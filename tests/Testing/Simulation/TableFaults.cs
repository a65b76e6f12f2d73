namespace Krewe.Testing.Simulation;

/// <summary>What a <see cref="SimulatedDatabase"/> does to operations on its tables.</summary>
public sealed record TableFaults
{
    /// <summary>The longest time on the way to the table, and again on the way back.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How many of a thousand operations fail and have no effect.</summary>
    public int FailedPerThousand { get; init; }

    /// <summary>How many of a thousand operations have their effect, and their answer is lost.</summary>
    public int LostPerThousand { get; init; }

    /// <summary>Which tables fail operations and lose answers.</summary>
    public SimulatedTables Affected { get; init; } = SimulatedTables.All;
}
