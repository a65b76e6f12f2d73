namespace Krewe.Grains.Machines;

/// <summary>What is known of a group of machines from before.</summary>
[GenerateSerializer, Immutable, Alias("krewe.GroupHistory")]
public sealed record GroupHistory
{
    /// <summary>The number of the last machine: each number is used once.</summary>
    [Id(0)]
    public long LastNumber { get; init; }

    /// <summary>Until when nothing is bought; null where that never was so.</summary>
    [Id(1)]
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>How long that pause is.</summary>
    [Id(2)]
    public TimeSpan PauseLength { get; init; }

    /// <summary>Hours that its machines were there, added up.</summary>
    [Id(3)]
    public double Hours { get; init; }

    /// <summary>Machines of it that were taken back.</summary>
    [Id(4)]
    public int Interruptions { get; init; }

    /// <summary>From the order to a host, later ones counting more; null before one has joined.</summary>
    [Id(5)]
    public TimeSpan? Start { get; init; }

    /// <summary>Machines that were asked for.</summary>
    [Id(6)]
    public long Orders { get; init; }

    /// <summary>Machines that could not be had, or whose host was never heard of.</summary>
    [Id(7)]
    public long Failures { get; init; }

    /// <summary>Machines that were given back and have gone.</summary>
    [Id(8)]
    public long Removals { get; init; }
}
