using Orleans;
using Orleans.Runtime;

namespace Krewe.Cluster.Tests.TestSilo;

[GrainType("cluster-test.counter")]
public sealed class CounterGrain(ILocalSiloDetails silo) : Grain, ICounterGrain, IGrainMigrationParticipant
{
    private long _count;

    public Task<long> Next() => Task.FromResult(++_count);

    public Task<string> Where() => Task.FromResult(silo.SiloAddress.ToParsableString());

    public async Task<string> Hold()
    {
        await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System);
        return "held";
    }

    public async IAsyncEnumerable<int> Numbers(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            yield return number;
            await Task.Yield();
        }
    }

    public async Task Tell(INumberObserver observer, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            await observer.Heard(number, await Where());
        }
    }

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
