using System.Collections.Immutable;

namespace Krewe.Machines;

/// <summary>What a silo is to have done. Each may be told again until it shows.</summary>
/// <param name="Add">Machines to add.</param>
/// <param name="Remove">Machines to remove.</param>
[GenerateSerializer, Immutable, Alias("krewe.MachineOrders")]
public sealed record MachineOrders(ImmutableArray<MachineOrder> Add, ImmutableArray<string> Remove)
{
    /// <summary>Nothing.</summary>
    public static MachineOrders None { get; } = new([], []);
}
