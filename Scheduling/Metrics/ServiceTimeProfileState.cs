using System.Collections.Immutable;

namespace Krewe.Scheduling.Metrics;

/// <summary>A <see cref="ServiceTimeProfile"/> at rest, to be stored, sent and restored without loss.</summary>
/// <param name="Window">Number of executions over which the profile forgets.</param>
/// <param name="Samples">Executions seen in all.</param>
/// <param name="NextWeight">The weight that the next execution will have.</param>
/// <param name="Buckets">Numbers of the buckets that are not empty, ascending.</param>
/// <param name="Weights">Their weights, in the same order.</param>
public sealed record ServiceTimeProfileState(
    double Window,
    long Samples,
    double NextWeight,
    ImmutableArray<int> Buckets,
    ImmutableArray<double> Weights);
