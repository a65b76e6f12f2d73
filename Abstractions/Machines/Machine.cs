namespace Krewe.Machines;

/// <summary>A machine that was added, or is asked for.</summary>
[GenerateSerializer, Immutable, Alias("krewe.Machine")]
public sealed record Machine
{
    /// <summary>Its name, and its host's.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Its group.</summary>
    [Id(1)]
    public required string Group { get; init; }

    /// <summary>Where it is on its way.</summary>
    [Id(2)]
    public MachinePhase Phase { get; init; }

    /// <summary>What it costs.</summary>
    [Id(3)]
    public required MachineCost Cost { get; init; }

    /// <summary>When it was asked for.</summary>
    [Id(4)]
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>When its host was heard of first; null before.</summary>
    [Id(5)]
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>When its owner takes it back; null while nobody has said so.</summary>
    [Id(6)]
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Why it was added, or why it goes.</summary>
    [Id(7)]
    public string Reason { get; init; } = "";

    /// <summary>When its provider listed it first; null before. One that was listed and is not any more is gone, whether or not its host was heard of.</summary>
    [Id(8)]
    public DateTimeOffset? ListedAt { get; init; }
}
