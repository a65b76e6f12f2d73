using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>When and how a grain timer ticks.</summary>
public readonly struct GrainTimerCreationOptions : IEquatable<GrainTimerCreationOptions>
{
    /// <summary>To be filled by an initializer.</summary>
    public GrainTimerCreationOptions()
    {
    }

    /// <summary>A timer that obeys the grain's reentrancy and does not keep it active.</summary>
    /// <param name="dueTime">Until the first tick.</param>
    /// <param name="period">From the end of one tick to the next.</param>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Until the first tick: zero for now, infinite for not yet.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>From the end of one tick to the next: infinite for one tick only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks may start while a request is suspended.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks count as use, so that the activation is not collected.</summary>
    public bool KeepAlive { get; init; }

    /// <inheritdoc/>
    public bool Equals(GrainTimerCreationOptions other) =>
        DueTime == other.DueTime && Period == other.Period && Interleave == other.Interleave && KeepAlive == other.KeepAlive;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainTimerCreationOptions other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => DueTime.GetHashCode() ^ Period.GetHashCode();

    /// <summary>Whether both say the same.</summary>
    public static bool operator ==(GrainTimerCreationOptions left, GrainTimerCreationOptions right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(GrainTimerCreationOptions left, GrainTimerCreationOptions right) => !left.Equals(right);
}
