using System.Collections.Immutable;

namespace Krewe.Specs;

/// <summary>The bounds of a model's queue.</summary>
[GenerateSerializer, Immutable, Alias("krewe.QueueSpec")]
public sealed record QueueSpec
{
    /// <summary>The most requests that wait; 1 to 1,000,000, default 1,000.</summary>
    [Id(0)]
    public int MaxRequests { get; init; } = SpecDefaults.QueueRequests;

    /// <summary>The most bytes of bodies that wait; 1 KiB to 64 GiB, default 256 MiB.</summary>
    [Id(1)]
    public long MaxBytes { get; init; } = SpecDefaults.QueueBytes;

    /// <summary>For each such time waited a request counts as one class more important; 100 ms to 1 h, default 10 s.</summary>
    [Id(2)]
    public TimeSpan AgeingBound { get; init; } = SpecDefaults.AgeingBound;

    /// <summary>
    /// Weights by fairness key: inside a class those who wait are served in proportion, by the time that their executions take. Each 1 to
    /// 1,000; who is not named has 1.
    /// </summary>
    [Id(3)]
    public ImmutableDictionary<string, int> Weights { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The most fairness keys of one tenant that wait at once, those with a weight not counted; 1 to 100,000, default 256.</summary>
    [Id(4)]
    public int MaxKeys { get; init; } = SpecDefaults.FairnessKeys;

    /// <summary>Over how many grains the queue is split; 1 to 64, default 1.</summary>
    [Id(20)]
    public int Shards { get; init; } = 1;

    /// <summary>How many requests a second are let in; null for no limit.</summary>
    [Id(21)]
    public QuotaSpec? Quota { get; init; }

    /// <inheritdoc/>
    public bool Equals(QueueSpec? other) =>
        other is not null && MaxRequests == other.MaxRequests && MaxBytes == other.MaxBytes && AgeingBound == other.AgeingBound && MaxKeys == other.MaxKeys && Shards == other.Shards && Quota == other.Quota
        && Weights.Count == other.Weights.Count
        && Weights.All(pair => other.Weights.TryGetValue(pair.Key, out var weight) && weight == pair.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => (MaxRequests, MaxBytes, AgeingBound, Weights.Count).GetHashCode();
}
