namespace Krewe.Testing.Clusters;

/// <summary>What an <see cref="InMemoryNetwork"/> does to messages between silos. Messages are never doubled.</summary>
public sealed record NetworkFaults
{
    /// <summary>The shortest time on the way.</summary>
    public TimeSpan MinDelay { get; init; } = TimeSpan.FromMilliseconds(0.1);

    /// <summary>The longest time on the way; messages overtake each other within the two.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How many of a thousand messages are late by up to <see cref="LateBy"/>.</summary>
    public int LatePerThousand { get; init; }

    /// <summary>How late.</summary>
    public TimeSpan LateBy { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many of a thousand messages are lost.</summary>
    public int LostPerThousand { get; init; }
}
