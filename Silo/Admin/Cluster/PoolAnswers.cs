using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Pools;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>What the pools told.</summary>
/// <param name="Pools">Those that answered, by key.</param>
/// <param name="Problems">Who did not answer.</param>
internal sealed record PoolAnswers(ImmutableArray<PoolView> Pools, ImmutableArray<Problem> Problems);
