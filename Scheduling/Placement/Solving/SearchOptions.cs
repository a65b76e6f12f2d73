using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>How long and how a plan for a fleet is looked for.</summary>
public sealed record SearchOptions
{
    /// <summary>Seed of all that is drawn; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Steps of the search, at least 0; default 2,000. The same steps give the same plan on any machine.</summary>
    public int Steps { get; init; } = 2_000;

    /// <summary>
    /// Ends the search after so many of its steps, as if it had been stopped then; default never. With what a search that was stopped says that it did, the same
    /// plan is found again. Not the same as fewer <see cref="Steps"/>, by which the search decides how much worse it may become meanwhile.
    /// </summary>
    public int StopAfter { get; init; } = int.MaxValue;

    /// <summary>Nodes of branch and bound on a problem that is small enough, at least 0; default 20,000; 0 proves nothing.</summary>
    public int Nodes { get; init; } = 20_000;

    /// <summary>Whether a lower bound is worked out where branch and bound is too large; default yes.</summary>
    public bool Bound { get; init; } = true;

    /// <summary>A plan to begin with, which the result is never worse than where it is feasible; empty for what runs.</summary>
    public ImmutableArray<FleetReplica> Start { get; init; } = [];

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Steps, nameof(Steps));
        ArgumentOutOfRangeException.ThrowIfNegative(StopAfter, nameof(StopAfter));
        ArgumentOutOfRangeException.ThrowIfNegative(Nodes, nameof(Nodes));
    }
}
