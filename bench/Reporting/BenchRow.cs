using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Krewe.Bench.Reporting;

/// <summary>One figure, beside its references.</summary>
/// <param name="Case">What was done.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Unit">In what.</param>
/// <param name="Ours">The figure.</param>
/// <param name="References">Name to value: what it is compared with; a bound is one too.</param>
/// <param name="Holds">Whether a bound holds; null where there is none.</param>
internal sealed record BenchRow(
    string Case,
    string Metric,
    string Unit,
    double Ours,
    ImmutableSortedDictionary<string, double> References,
    [property: JsonIgnore] bool? Holds = null)
{
    public BenchRow(string @case, string metric, string unit, double ours)
        : this(@case, metric, unit, ours, ImmutableSortedDictionary<string, double>.Empty)
    {
    }
}
