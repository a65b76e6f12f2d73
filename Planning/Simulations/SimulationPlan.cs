using System.Collections.Immutable;
using Krewe.Planning.Traces;
using Krewe.Specs.Machines;
using Krewe.Specs.Simulations;

namespace Krewe.Planning.Simulations;

/// <summary>What is simulated, how, and how often.</summary>
public sealed record SimulationPlan
{
    /// <summary>The machines; at least one.</summary>
    public required ImmutableArray<SimulatedHosts> Hosts { get; init; }

    /// <summary>How much of what is needed may be spot machines.</summary>
    public SpotRules Spot { get; init; } = new();

    /// <summary>The models; one for each of the trace, by name.</summary>
    public required ImmutableArray<SimulatedModel> Models { get; init; }

    /// <summary>The requests.</summary>
    public required RateTrace Trace { get; init; }

    /// <summary>The requests of the time before, from which the forecast learns; null for none.</summary>
    public RateTrace? History { get; init; }

    /// <summary>Who decides.</summary>
    public SimulatedPolicy Policy { get; init; }

    /// <summary>Runs, each with another seed, from 1.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Whether machines that come and go are bought for what will be needed when they serve; false is there to compare.</summary>
    public bool MachinesAhead { get; init; } = true;

    /// <summary>The most replicas of all models together; null where the machines alone set the limit.</summary>
    public int? MostReplicas { get; init; }

    /// <summary>The share of requests that is to be answered in time, above 0, below 1: what Krewe's scaler works to.</summary>
    public double Target { get; init; } = 0.99;
}
