using Krewe.Cluster.Tests.Support;

namespace Krewe.Cluster.Tests.Scenarios;

/// <summary>What was seen of restarts.</summary>
/// <param name="Failures">Requests that failed.</param>
/// <param name="Exits">How the silos ended when all were stopped.</param>
/// <param name="Afterwards">The outcome of a call of the client after the new start.</param>
/// <param name="ClientWrites">How many writes the client made.</param>
/// <param name="ClientCalls">How many calls of counters the client made.</param>
/// <param name="CounterCalls">How many calls of counters came over HTTP.</param>
/// <param name="Audit">The books, read after the new start.</param>
internal sealed record RollingResult(
    IReadOnlyList<KeyValuePair<string, Reply>> Failures,
    int[] Exits,
    Reply Afterwards,
    int ClientWrites,
    int ClientCalls,
    int CounterCalls,
    LedgerAudit Audit)
{
    public override string ToString() =>
        $"{Audit}; {CounterCalls} calls of counters over HTTP; {ClientWrites} of the writes and {ClientCalls} further calls of counters by the client";
}
