using Orleans;

namespace Krewe.Cluster.Tests.TestSilo;

[GenerateSerializer, Alias("cluster-test.ledger-state")]
public sealed class LedgerState
{
    [Id(0)]
    public List<string> Entries { get; set; } = [];
}
