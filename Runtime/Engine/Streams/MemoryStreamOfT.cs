using Orleans.Runtime;
using Orleans.Streams;

namespace Krewe.Runtime.Streams;

/// <summary>One stream, as grains and hosts see it. Holds nothing.</summary>
internal sealed class MemoryStream<T>(MemoryStreamProvider provider, StreamId streamId) : IAsyncStream<T>
{
    public bool IsRewindable => false;

    public string ProviderName => provider.Name;

    public StreamId StreamId => streamId;

    public MemoryStreamProvider Provider => provider;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => OnNextBatchAsync([item], token);

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        if (token is not null)
        {
            throw new ArgumentException("KRW7512: The queue gives items their places; leave the token out.", nameof(token));
        }

        List<T> items = [.. batch];
        return items.Count == 0 ? Task.CompletedTask : PutAsync(StreamPayload.OfItems(items));
    }

    public Task OnCompletedAsync() => PutAsync(StreamPayload.OfEnd<T>(null));

    public Task OnErrorAsync(Exception ex)
    {
        ArgumentNullException.ThrowIfNull(ex);
        return PutAsync(StreamPayload.OfEnd<T>(ex));
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null) =>
        filterData is null
            ? SubscribeAsync(new SingleObserver<T>(observer, token))
            : throw new NotSupportedException($"KRW7512: The provider '{ProviderName}' has no filters: leave filterData out.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token) =>
        SubscribeAsync(new BatchObserver<T>(observer, token));

    public async Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
    {
        var (consumer, extension) = StreamConsumers.Current(provider.Shared);
        List<StreamSubscription> found = [];
        if (provider.Shared.Implicit.Of(provider, streamId, consumer) is { } own)
        {
            found.Add(own);
        }

        if (provider.HasExplicitSubscriptions)
        {
            found.AddRange((await provider.PubSubOf(streamId).Get()).All.Where(one => one.Consumer == consumer));
        }

        return [.. found.Select(one => new MemoryStreamHandle<T>(this, one, extension))];
    }

    public bool Equals(IAsyncStream<T>? other) => other is not null && other.StreamId == StreamId && other.ProviderName == ProviderName;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => StreamId.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1
        : string.CompareOrdinal(ProviderName, other.ProviderName) is not 0 and var order ? order
        : StreamId.CompareTo(other.StreamId);

    public override string ToString() => $"{ProviderName}:{StreamId}";

    public Task UnsubscribeAsync(StreamSubscription subscription) =>
        provider.PubSubOf(streamId).Unsubscribe(provider.QueueOf(streamId), streamId, subscription.Id);

    private Task PutAsync(StreamBatch batch) => provider.Shared.Grains.GetGrain<IStreamQueue>(provider.QueueOf(streamId)).Enqueue(streamId, batch);

    private async Task<StreamSubscriptionHandle<T>> SubscribeAsync(IStreamObserver observer)
    {
        var (consumer, extension) = StreamConsumers.Current(provider.Shared);
        if (provider.Shared.Implicit.Of(provider, streamId, consumer) is { } own)
        {
            extension.Attach(own.Id, observer);
            return new MemoryStreamHandle<T>(this, own, extension);
        }

        provider.ThrowIfImplicitOnly(streamId);
        var subscription = new StreamSubscription(provider.Shared.NextId(), streamId, consumer, IsImplicit: false);
        extension.Attach(subscription.Id, observer); // before items can come
        try
        {
            await provider.PubSubOf(streamId).Subscribe(provider.QueueOf(streamId), subscription);
        }
        catch
        {
            extension.Detach(subscription.Id);
            throw;
        }

        return new MemoryStreamHandle<T>(this, subscription, extension);
    }
}
