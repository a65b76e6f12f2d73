using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>What came of the loss of the primary.</summary>
/// <param name="Refused">The answer to a write while there was no primary.</param>
/// <param name="WrittenAgain">From the order to promote until a write was acknowledged.</param>
/// <param name="Audit">What callers heard, what was executed and what is stored, compared.</param>
internal sealed record StandbyResult(Reply Refused, TimeSpan WrittenAgain, LedgerAudit Audit);
