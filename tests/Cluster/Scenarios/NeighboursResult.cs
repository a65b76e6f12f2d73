using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>What was seen of two versions in one cluster.</summary>
/// <param name="Failures">Requests that failed while silos were replaced in order.</param>
/// <param name="Moves">How often a grain moved with what it held from a silo of one version to one of the other.</param>
/// <param name="Recoveries">How long the grains of a killed silo did not answer; one of each version was killed.</param>
/// <param name="Requests">How many requests there were.</param>
/// <param name="Audit">The books, read at the end.</param>
internal sealed record NeighboursResult(
    IReadOnlyList<KeyValuePair<string, Reply>> Failures, int Moves, IReadOnlyList<TimeSpan> Recoveries, int Requests, LedgerAudit Audit);
