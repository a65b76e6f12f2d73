using Orleans.Streams;
using Orleans.Streams.Core;

namespace Krewe.Conformance.Tests.Streams;

public interface IConsumerGrain : IGrainWithStringKey
{
    Task<Guid> Subscribe(string space, string stream);

    Task<int> Subscriptions(string space, string stream);

    Task Unsubscribe(string space, string stream);

    Task Ping();
}

public interface IProducerGrain : IGrainWithStringKey
{
    Task Produce(string space, string stream, int[] items);

    Task ProduceBatch(string space, string stream, int[] items);
}

/// <summary>Its streams are those of its namespace, by the key.</summary>
public interface IImplicitGrain : IGrainWithStringKey;

[GrainType("conf.stream-consumer")]
public sealed class ConsumerGrain : Grain, IConsumerGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Notes.Of(this).Add("activated");
        foreach (var handle in await Stream("conf-explicit", this.GetPrimaryKeyString()).GetAllSubscriptionHandles())
        {
            await handle.ResumeAsync(Take);
        }
    }

    public async Task<Guid> Subscribe(string space, string stream) => (await Stream(space, stream).SubscribeAsync(Take)).HandleId;

    public async Task<int> Subscriptions(string space, string stream) => (await Stream(space, stream).GetAllSubscriptionHandles()).Count;

    public async Task Unsubscribe(string space, string stream)
    {
        foreach (var handle in await Stream(space, stream).GetAllSubscriptionHandles())
        {
            await handle.UnsubscribeAsync();
        }
    }

    public Task Ping() => Task.CompletedTask;

    private IAsyncStream<int> Stream(string space, string stream) => this.GetStreamProvider("mem").GetStream<int>(space, stream);

    private Task Take(int item, StreamSequenceToken? token)
    {
        Notes.Of(this).Add($"item {item}");
        return Task.CompletedTask;
    }
}

[GrainType("conf.stream-producer")]
public sealed class ProducerGrain : Grain, IProducerGrain
{
    public async Task Produce(string space, string stream, int[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items)
        {
            await this.GetStreamProvider("mem").GetStream<int>(space, stream).OnNextAsync(item);
        }
    }

    public Task ProduceBatch(string space, string stream, int[] items) => this.GetStreamProvider("mem").GetStream<int>(space, stream).OnNextBatchAsync(items);
}

[GrainType("conf.stream-implicit"), ImplicitStreamSubscription("conf-implicit")]
public sealed class ImplicitGrain : Grain, IImplicitGrain, IStreamSubscriptionObserver
{
    private bool _failed;

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        ArgumentNullException.ThrowIfNull(handleFactory);
        Notes.Of(this).Add($"subscribed {handleFactory.StreamId.GetNamespace()}/{handleFactory.StreamId.GetKeyAsString()} of {handleFactory.ProviderName}");
        await handleFactory.Create<int>().ResumeAsync((item, _) =>
        {
            Notes.Of(this).Add($"item {item}");
            if (item < 0 && !_failed)
            {
                _failed = true;
                throw new InvalidOperationException("a delivery of a test that fails on purpose");
            }

            return Task.CompletedTask;
        });
    }
}
