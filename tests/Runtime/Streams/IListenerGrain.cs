using Orleans;

namespace Krewe.Runtime.Tests.Streams;

/// <summary>Subscribes by itself; notes <c>key item</c>, and <c>key completed</c> or <c>key error text</c> at the end.</summary>
public interface IListenerGrain : IGrainWithStringKey
{
    Task<Guid> Subscribe(string stream);

    Task SubscribeToBatches(string stream);

    Task<int> Handles(string stream);

    Task UnsubscribeAll(string stream);

    Task Leave();

    /// <summary>Fails that many of the next deliveries.</summary>
    Task FailNext(int deliveries);

    Task Work(TimeSpan span);

    Task Take(TimeSpan perItem);

    Task SubscribeAsNumber(string stream);
}
