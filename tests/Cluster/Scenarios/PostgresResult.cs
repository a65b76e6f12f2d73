using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>What was seen of a cluster whose PostgreSQL crashed and came back, and then stood still.</summary>
/// <param name="Restart">While it was away.</param>
/// <param name="Pause">While it stood still.</param>
/// <param name="NotServed">The calls that active grains did not answer, then or at any time.</param>
/// <param name="AllLive">Whether all silos live.</param>
/// <param name="Audit">The books.</param>
internal sealed record PostgresResult(
    PostgresOutage Restart, PostgresOutage Pause, IReadOnlyList<KeyValuePair<string, Reply>> NotServed, bool AllLive, LedgerAudit Audit);
