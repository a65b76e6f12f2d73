using System.Collections.Immutable;
using Krewe.Specs.Machines;

namespace Krewe.Specs.Simulations;

/// <summary>What is simulated: machines, models, or both.</summary>
public sealed record SimulationFile
{
    /// <summary>Nothing.</summary>
    public static SimulationFile Empty { get; } = new();

    /// <summary>The machines.</summary>
    public ImmutableArray<SimulatedHosts> Hosts { get; init; } = [];

    /// <summary>How much of what is needed may be spot machines.</summary>
    public SpotRules Spot { get; init; } = new();

    /// <summary>The models.</summary>
    public ImmutableArray<SimulatedModel> Models { get; init; } = [];
}
