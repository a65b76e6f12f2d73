using System.Collections.Immutable;

namespace Krewe.Forecasting;

/// <summary>Requests that arrived for a model, second by second.</summary>
/// <param name="From">The first second, as Unix time.</param>
/// <param name="Counts">Requests in it and in the seconds after it; each at least 0.</param>
[GenerateSerializer, Immutable, Alias("krewe.DemandCounts")]
public sealed record DemandCounts(long From, ImmutableArray<int> Counts);
