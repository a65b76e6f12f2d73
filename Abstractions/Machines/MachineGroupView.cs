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

    /// <summary>Machines that were asked for since the group is known.</summary>
    [Id(5)]
    public long Orders { get; init; }

    /// <summary>Machines that could not be had, or whose host was never heard of.</summary>
    [Id(6)]
    public long Failures { get; init; }

    /// <summary>Machines that were taken back by their owner, with or without a word.</summary>
    [Id(7)]
    public long Interruptions { get; init; }

    /// <summary>Machines that were given back and have gone.</summary>
    [Id(8)]
    public long Removals { get; init; }
}
