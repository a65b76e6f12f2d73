using System.Collections.Immutable;

namespace Krewe.Specs.Simulations;

/// <summary>What is simulated: machines, models, or both.</summary>
public sealed record SimulationFile
{
    /// <summary>Nothing.</summary>
    public static SimulationFile Empty { get; } = new();

    /// <summary>The machines.</summary>
    public ImmutableArray<SimulatedHosts> Hosts { get; init; } = [];

    /// <summary>The models.</summary>
    public ImmutableArray<SimulatedModel> Models { get; init; } = [];
}
