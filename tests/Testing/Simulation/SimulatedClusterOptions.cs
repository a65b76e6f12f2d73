using Krewe.Testing.Clusters;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Krewe.Testing.Simulation;

/// <summary>How a simulation of several silos runs.</summary>
public sealed record SimulatedClusterOptions
{
    /// <summary>How many silos are started before the program.</summary>
    public int Silos { get; init; } = 3;

    /// <summary>Configures each silo, by its number.</summary>
    public Action<int, ISiloBuilder> Configure { get; init; } = static (_, _) => { };

    /// <summary>Whether silos are gateways for clients (<see cref="SimulatedCluster.StartClientAsync"/>).</summary>
    public bool Gateways { get; init; }

    /// <summary>Configures each client.</summary>
    public Action<IServiceCollection> ConfigureClient { get; init; } = static _ => { };

    /// <summary>What the network does.</summary>
    public NetworkFaults Faults { get; init; } = new();

    /// <summary>What the tables do: membership, directory, storage.</summary>
    public TableFaults Tables { get; init; } = new();

    /// <summary>How far the silos' clocks run apart, at most: 0.01 is one percent.</summary>
    public double ClockDrift { get; init; } = 0.001;

    /// <summary>How far the silos' clocks are apart at first, at most.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Whether the storage looks into the membership table as the one in PostgreSQL does; else only versions fence who is dead.</summary>
    public bool StorageRefusesTheDead { get; init; }

    /// <summary>What is broken on purpose.</summary>
    public Sabotage Sabotage { get; init; }

    /// <summary>Checked after every step beside what always holds (<see cref="SimulatedCluster.FindViolation"/>); what it throws ends the run.</summary>
    public Action<SimulatedCluster> Invariant { get; init; } = static _ => { };

    /// <summary>How much virtual time the program may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many turns it may take.</summary>
    public int TurnLimit { get; init; } = 1_000_000;
}
