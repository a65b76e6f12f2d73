using Orleans;

namespace Krewe.Runtime.Tests.Grains;

public interface IStateGrain : IGrainWithStringKey
{
    Task<int> Get();

    Task<bool> Exists();

    Task Add(int amount);

    Task AddWithoutWriting(int amount);

    Task<int> WriteTwiceAtOnce();

    Task Clear();

    Task Leave();
}

[GenerateSerializer, Alias("test.counter-state")]
public sealed class CounterState
{
    [Id(0)]
    public int Value { get; set; }
}
