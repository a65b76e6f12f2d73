using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>What was seen of an outage of PostgreSQL.</summary>
/// <param name="Write">The outcome of a write meanwhile.</param>
/// <param name="Placement">The outcome of the first call of a grain meanwhile.</param>
/// <param name="Served">How many calls active grains answered meanwhile.</param>
/// <param name="NotServed">Those that they did not answer, then or at any time.</param>
/// <param name="LoopFailures">The newest failure of each loop.</param>
/// <param name="AllLive">Whether all silos live.</param>
/// <param name="Audit">The books.</param>
internal sealed record PostgresResult(
    Reply Write, Reply Placement, int Served, IReadOnlyList<KeyValuePair<string, Reply>> NotServed, string[] LoopFailures, bool AllLive, LedgerAudit Audit);
