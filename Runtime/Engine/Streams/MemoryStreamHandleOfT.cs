using Orleans.Runtime;
using Orleans.Streams;

namespace Krewe.Runtime.Streams;

/// <summary>A subscription, in the hand of the activation or host that it was given to.</summary>
internal sealed class MemoryStreamHandle<T>(MemoryStream<T> stream, StreamSubscription subscription, StreamConsumerExtension extension) : StreamSubscriptionHandle<T>
{
    public override StreamId StreamId => stream.StreamId;

    public override string ProviderName => stream.ProviderName;

    public override Guid HandleId => subscription.Id;

    public override async Task UnsubscribeAsync()
    {
        extension.Detach(subscription.Id);
        if (!subscription.IsImplicit)
        {
            await stream.UnsubscribeAsync(subscription);
        }
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null) =>
        Resume(new SingleObserver<T>(observer, token));

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null) =>
        Resume(new BatchObserver<T>(observer, token));

    public override bool Equals(StreamSubscriptionHandle<T>? other) =>
        other is not null && other.HandleId == HandleId && other.StreamId == StreamId && other.ProviderName == ProviderName;

    private Task<StreamSubscriptionHandle<T>> Resume(IStreamObserver observer)
    {
        extension.Attach(subscription.Id, observer);
        return Task.FromResult<StreamSubscriptionHandle<T>>(new MemoryStreamHandle<T>(stream, subscription, extension));
    }
}
