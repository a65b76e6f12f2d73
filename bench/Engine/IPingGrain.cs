using Orleans;

namespace Krewe.Bench.Engine;

/// <summary>The smallest call there is.</summary>
[Alias("krewe.bench.ping")]
public interface IPingGrain : IGrainWithIntegerKey
{
    /// <summary>Gives back what it got.</summary>
    [Alias("ping")]
    ValueTask<int> Ping(int number);
}
