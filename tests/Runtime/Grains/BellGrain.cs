using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Utilities;

namespace Krewe.Runtime.Tests.Grains;

[GrainType("test.bell"), Reentrant]
public sealed class BellGrain(ILocalSiloDetails silo) : Grain, IBellGrain
{
    private readonly ObserverManager<IBellObserver> _observers = new(TimeSpan.FromMinutes(5), NullLogger.Instance);

    public Task Subscribe(IBellObserver observer)
    {
        _observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    public async Task<int> Ring(int number)
    {
        await _observers.Notify(observer => observer.Rang(number));
        return _observers.Count;
    }

    public Task<int> Ask(IBellObserver observer, int number) => observer.Answer(number);

    public Task StayWith(IBellObserver observer, TimeSpan span, CancellationToken cancellationToken) => observer.Stay(span, cancellationToken);

    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);
}
