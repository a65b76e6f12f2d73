using Orleans;
using Orleans.Concurrency;

namespace Krewe.Runtime.Tests.Grains;

[Alias("test.bell-observer")]
public interface IBellObserver : IGrainObserver
{
    [OneWay]
    Task Rang(int number);

    Task<int> Answer(int number);

    Task Stay(TimeSpan span, CancellationToken cancellationToken = default);

    [AlwaysInterleave]
    Task<int> Inside();
}
