using System.Collections.Immutable;

namespace Krewe.Machines;

/// <summary>What a silo that can add and remove machines of a pool tells.</summary>
[GenerateSerializer, Immutable, Alias("krewe.MachineReport")]
public sealed record MachineReport
{
    /// <summary>Which silo; one at a time carries out orders.</summary>
    [Id(0)]
    public required string Executor { get; init; }

    /// <summary>What can be added.</summary>
    [Id(1)]
    public ImmutableArray<MachineOffer> Offers { get; init; } = [];

    /// <summary>How much may be spot machines.</summary>
    [Id(2)]
    public required SpotLimits Spot { get; init; }

    /// <summary>The machines that there are, whoever added them; null where the provider did not say.</summary>
    [Id(3)]
    public ImmutableArray<SeenMachine>? Seen { get; init; }

    /// <summary>Orders to add a machine that failed since the last report that was answered.</summary>
    [Id(4)]
    public ImmutableArray<MachineFailure> Failures { get; init; } = [];
}
