using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>What a run of kills found.</summary>
/// <param name="Recoveries">For each kill, how long a grain of that silo did not answer.</param>
/// <param name="GatewayLosses">For each kill, how long the client did not reach a grain elsewhere whose gateway was on that silo.</param>
/// <param name="CutCalls">For each kill, the outcomes of two calls of the client that were in flight: to a grain elsewhere through the dead gateway, and to a
/// grain of the dead silo through another gateway.</param>
/// <param name="ClientFailures">What the client heard that was no answer.</param>
/// <param name="Audit">The books.</param>
internal sealed record KillResult(
    IReadOnlyList<TimeSpan> Recoveries,
    IReadOnlyList<TimeSpan> GatewayLosses,
    IReadOnlyList<(Reply ThroughGateway, Reply OnSilo)> CutCalls,
    IReadOnlyList<KeyValuePair<string, Reply>> ClientFailures,
    LedgerAudit Audit);
