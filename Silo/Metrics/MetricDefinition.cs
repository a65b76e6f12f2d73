using System.Collections.Immutable;

namespace Krewe.Silo.Metrics;

/// <summary>A metric, as docs/metrics.md lists it. A test compares the two.</summary>
/// <param name="Name">Its name in Prometheus.</param>
/// <param name="Type">What it is.</param>
/// <param name="Unit">Its unit, in words.</param>
/// <param name="Labels">The labels of its series.</param>
/// <param name="Help">What it says.</param>
internal sealed record MetricDefinition(
    string Name,
    MetricType Type,
    string Unit,
    ImmutableArray<string> Labels,
    string Help);
