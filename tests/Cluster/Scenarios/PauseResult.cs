using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>What was seen of a silo that stood still.</summary>
/// <param name="WasDead">Whether the others had declared it dead before it woke.</param>
/// <param name="ExitCode">How it ended, if it did.</param>
/// <param name="Before">The states of its grains, with their ETags, before it woke.</param>
/// <param name="After">The same after it had ended.</param>
/// <param name="Transcript">What it printed.</param>
/// <param name="Audit">The books.</param>
internal sealed record PauseResult(bool WasDead, int ExitCode, string[] Before, string[] After, string Transcript, LedgerAudit Audit);
