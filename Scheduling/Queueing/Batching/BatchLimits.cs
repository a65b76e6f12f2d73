using System.Collections.Immutable;

namespace Krewe.Scheduling.Queueing.Batching;

/// <summary>How requests of one version and shape may be executed together.</summary>
public sealed record BatchLimits
{
    /// <summary>The most requests in one batch, at least 1; 1 is no batching. Default 1.</summary>
    public int MaxSize { get; init; } = 1;

    /// <summary>The longest that a request waits for others; not negative, default 5 ms.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Sizes that the model executes best, ascending; empty for all alike.</summary>
    public ImmutableArray<int> PreferredSizes { get; init; } = [];
}
