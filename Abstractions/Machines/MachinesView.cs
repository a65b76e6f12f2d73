using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Machines;

/// <summary>The machines of a pool that come and go.</summary>
[GenerateSerializer, Immutable, Alias("krewe.MachinesView")]
public sealed record MachinesView
{
    /// <summary>The pool.</summary>
    [Id(0)]
    public required PoolKey Pool { get; init; }

    /// <summary>The silo that carries out orders; null where none does now.</summary>
    [Id(1)]
    public string? Executor { get; init; }

    /// <summary>The machines, by name.</summary>
    [Id(2)]
    public ImmutableArray<Machine> Machines { get; init; } = [];

    /// <summary>What can be added.</summary>
    [Id(3)]
    public ImmutableArray<MachineGroupView> Groups { get; init; } = [];

    /// <summary>What has no room and for which nothing can be bought, with reasons; each a sentence.</summary>
    [Id(4)]
    public ImmutableArray<string> Unserved { get; init; } = [];

    /// <summary>What the machines cost in an hour, those that are only asked for not counted.</summary>
    [Id(5)]
    public double PerHour { get; init; }

    /// <summary>What they have cost since there are any, by way to pay, as prices and hours make it.</summary>
    [Id(6)]
    public ImmutableSortedDictionary<PurchaseType, double> Spent { get; init; } = ImmutableSortedDictionary<PurchaseType, double>.Empty;

    /// <summary>Replicas that have no room and for which nothing can be bought; what <see cref="Unserved"/> tells with reasons.</summary>
    [Id(7)]
    public int Lacking { get; init; }
}
