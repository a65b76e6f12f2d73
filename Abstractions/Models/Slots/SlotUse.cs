using System.Collections.Immutable;

namespace Krewe.Models.Slots;

/// <summary>What a front tells a queue of the slots that it keeps.</summary>
[GenerateSerializer, Immutable, Alias("krewe.SlotUse")]
public sealed record SlotUse
{
    /// <summary>The front's host.</summary>
    [Id(0)]
    public required string Front { get; init; }

    /// <summary>The slots that it has and would go on keeping.</summary>
    [Id(1)]
    public ImmutableArray<KeptSlot> Held { get; init; } = [];

    /// <summary>The slots that it gives back: nothing is executed in them any more.</summary>
    [Id(2)]
    public ImmutableArray<KeptSlot> Returned { get; init; } = [];

    /// <summary>The executions that ended since it spoke last.</summary>
    [Id(3)]
    public ImmutableArray<SlotExecution> Executions { get; init; } = [];

    /// <summary>How many of the held slots are in use now.</summary>
    [Id(4)]
    public int InUse { get; init; }
}
