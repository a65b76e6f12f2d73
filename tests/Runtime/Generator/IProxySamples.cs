using Krewe.Runtime.Tests.Serialization;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Generator;

[Alias("test.parent")]
[ResponseTimeout("00:01:00")]
internal interface IParent : IGrainWithStringKey
{
    Task<int> Add(int left, int right);
}

internal interface ITyped<T> : IGrainWithStringKey
{
    ValueTask<T> Same(T value);
}

internal interface IChild : IParent, ITyped<List<int>>
{
    [Alias("wait")]
    [ResponseTimeout("00:00:05")]
    [AlwaysInterleave]
    Task Wait(string name, CancellationToken cancellation);

    [OneWay]
    ValueTask Tell(Person person);

    [ReadOnly]
    Task<Person> Pass([Immutable] Person shared, Person copied);

    Task Use(IParent? parent, GrainId? id);

    void Fire(int value);

    [return: Immutable]
    Task<List<int>> Give();
}

internal sealed class Child : Grain, IChild
{
    public List<object?> Seen { get; } = [];

    public Task<int> Add(int left, int right) => left < 0 ? throw new ArgumentOutOfRangeException(nameof(left)) : Task.FromResult(left + right);

    public ValueTask<List<int>> Same(List<int> value) => new(value);

    public async Task Wait(string name, CancellationToken cancellation)
    {
        Seen.Add(cancellation.CanBeCanceled);
        await Task.Yield();
        throw new FailureException(name, 7);
    }

    public ValueTask Tell(Person person)
    {
        Seen.Add(person);
        return default;
    }

    public Task<Person> Pass(Person shared, Person copied)
    {
        Seen.Add(shared);
        Seen.Add(copied);
        return Task.FromResult(copied);
    }

    public Task Use(IParent? parent, GrainId? id)
    {
        Seen.Add(parent);
        Seen.Add(id);
        return Task.CompletedTask;
    }

    public void Fire(int value) => Seen.Add(value);

    public Task<List<int>> Give() => Task.FromResult(new List<int> { 1 });
}
