using Orleans;
using Orleans.Runtime;

namespace Krewe.Cluster.Tests.TestSilo;

[GrainType("cluster-test.counter")]
public sealed class CounterGrain(ILocalSiloDetails silo) : Grain, ICounterGrain, IGrainMigrationParticipant
{
    private long _count;

    public Task<long> Next() => Task.FromResult(++_count);

    public Task<string> Where() => Task.FromResult(silo.SiloAddress.ToParsableString());

    public Task<long> NextOf(string other) => GrainFactory.GetGrain<ICounterGrain>(other).Next();

    public void OnDehydrate(IDehydrationContext dehydrationContext) => dehydrationContext.TryAddValue("count", _count);

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetValue<long>("count", out var count))
        {
            _count = count;
        }
    }
}
