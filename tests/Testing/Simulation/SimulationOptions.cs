using Orleans.Hosting;

namespace Krewe.Testing.Simulation;

/// <summary>How a simulation runs.</summary>
public sealed record SimulationOptions
{
    /// <summary>Configures the silo.</summary>
    public Action<ISiloBuilder> Configure { get; init; } = static _ => { };

    /// <summary>Whether messages take their wire form; else bodies are copied.</summary>
    public bool SerializeMessages { get; init; }

    /// <summary>How much virtual time the program may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How many turns it may take.</summary>
    public int TurnLimit { get; init; } = 1_000_000;
}
