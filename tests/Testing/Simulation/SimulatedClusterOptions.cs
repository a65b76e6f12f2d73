using Krewe.Testing.Clusters;
using Orleans.Hosting;

namespace Krewe.Testing.Simulation;

/// <summary>How a simulation of several silos runs.</summary>
public sealed record SimulatedClusterOptions
{
    /// <summary>How many silos are started before the program.</summary>
    public int Silos { get; init; } = 3;

    /// <summary>Configures each silo, by its number.</summary>
    public Action<int, ISiloBuilder> Configure { get; init; } = static (_, _) => { };

    /// <summary>What the network does.</summary>
    public NetworkFaults Faults { get; init; } = new();

    /// <summary>How late a silo learns of a change of the membership, at most.</summary>
    public TimeSpan MaxMembershipDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an operation of the directory or of the storage takes, at most.</summary>
    public TimeSpan MaxTableDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How many of a thousand operations of the directory fail.</summary>
    public int FailedPerThousand { get; init; }

    /// <summary>How far the silos' clocks run apart, at most: 0.01 is one percent.</summary>
    public double ClockDrift { get; init; } = 0.001;

    /// <summary>Checked after every step; what it throws ends the run.</summary>
    public Action<SimulatedCluster> Invariant { get; init; } = static _ => { };

    /// <summary>How much virtual time the program may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many turns it may take.</summary>
    public int TurnLimit { get; init; } = 1_000_000;
}
