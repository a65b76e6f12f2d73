namespace Krewe.Machines;

/// <summary>A group of machines as its pool's grain sees it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.MachineGroupView")]
public sealed record MachineGroupView
{
    /// <summary>What can be added.</summary>
    [Id(0)]
    public required MachineOffer Offer { get; init; }

    /// <summary>Machines that there are, in any phase.</summary>
    [Id(1)]
    public int Count { get; init; }

    /// <summary>From the order to a host, as measured; before that as declared.</summary>
    [Id(2)]
    public TimeSpan Start { get; init; }

    /// <summary>Interruptions of one machine in an hour, what was seen put together with what was declared.</summary>
    [Id(3)]
    public double InterruptionsPerHour { get; init; }

    /// <summary>Until when nothing is bought; null when it is.</summary>
    [Id(4)]
    public DateTimeOffset? PausedUntil { get; init; }
}
