using Orleans;

namespace Krewe.Cluster.Tests.TestSilo;

[GenerateSerializer, Alias("cluster-test.loop-state")]
public sealed class LoopState
{
    [Id(0)]
    public long Round { get; set; }
}
