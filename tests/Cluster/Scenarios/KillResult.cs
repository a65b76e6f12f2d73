using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>What a run of kills found.</summary>
/// <param name="Recoveries">For each kill, how long a grain of that silo did not answer.</param>
/// <param name="Audit">The books.</param>
internal sealed record KillResult(IReadOnlyList<TimeSpan> Recoveries, LedgerAudit Audit);
