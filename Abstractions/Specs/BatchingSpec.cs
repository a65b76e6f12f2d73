using System.Collections.Immutable;

namespace Krewe.Specs;

/// <summary>How requests of one version and shape are executed together. A request counts by the first dimension of its inputs.</summary>
[GenerateSerializer, Immutable, Alias("krewe.BatchingSpec")]
public sealed record BatchingSpec
{
    /// <summary>The largest batch; 1 to 4,096, default 1: each request by itself.</summary>
    [Id(0)]
    public int MaxSize { get; init; } = 1;

    /// <summary>The longest that a request waits for others while a slot is free; 0 to 10 s, default 5 ms.</summary>
    [Id(1)]
    public TimeSpan MaxDelay { get; init; } = SpecDefaults.BatchDelay;

    /// <summary>Sizes that the model executes best; each 1 to the largest batch, empty for all alike.</summary>
    [Id(2)]
    public ImmutableArray<int> PreferredSizes { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(BatchingSpec? other) =>
        other is not null && MaxSize == other.MaxSize && MaxDelay == other.MaxDelay && PreferredSizes.SequenceEqual(other.PreferredSizes);

    /// <inheritdoc/>
    public override int GetHashCode() => (MaxSize, MaxDelay, PreferredSizes.Length).GetHashCode();
}
