using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>What was seen of restarts.</summary>
/// <param name="Failures">Requests that failed.</param>
/// <param name="Exits">How the silos ended when all were stopped.</param>
/// <param name="CounterCalls">How many calls went to counters.</param>
/// <param name="Audit">The books, read after the new start.</param>
internal sealed record RollingResult(IReadOnlyList<KeyValuePair<string, Reply>> Failures, int[] Exits, int CounterCalls, LedgerAudit Audit);
