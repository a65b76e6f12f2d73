using System.Collections.Immutable;
using Krewe.Machines;

namespace Krewe.Grains.Machines;

/// <summary>What is kept of the machines of a pool: each one before its provider hears of it, and what is known of their groups.</summary>
[GenerateSerializer, Alias("krewe.MachinesState")]
public sealed record MachinesState
{
    /// <summary>The machines by name.</summary>
    [Id(0)]
    public ImmutableSortedDictionary<string, Machine> Machines { get; init; } =
        ImmutableSortedDictionary<string, Machine>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The groups by name.</summary>
    [Id(1)]
    public ImmutableSortedDictionary<string, GroupHistory> Groups { get; init; } =
        ImmutableSortedDictionary<string, GroupHistory>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>What machines have cost, by way to pay.</summary>
    [Id(2)]
    public ImmutableSortedDictionary<PurchaseType, double> Spent { get; init; } = ImmutableSortedDictionary<PurchaseType, double>.Empty;

    /// <summary>The history of a group; an empty one where there is none.</summary>
    internal GroupHistory Group(string name) => Groups.GetValueOrDefault(name) ?? new GroupHistory();
}
