using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Grains;

[Alias("test.bell")]
public interface IBellGrain : IGrainWithStringKey
{
    Task Subscribe(IBellObserver observer);

    Task<int> Ring(int number);

    Task<int> Ask(IBellObserver observer, int number);

    Task StayWith(IBellObserver observer, TimeSpan span, CancellationToken cancellationToken = default);

    Task<SiloAddress> Where();
}
