using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Pools;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>What the pools of a region told about a model.</summary>
/// <param name="Explanation">Why it is as it is; null when nobody who answered knows it.</param>
/// <param name="Problems">Who did not answer.</param>
internal sealed record ExplainAnswers(ModelExplanation? Explanation, ImmutableArray<Problem> Problems);
