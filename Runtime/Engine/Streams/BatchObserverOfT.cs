using Krewe.Runtime.CodeGeneration;
using Orleans.Runtime;
using Orleans.Streams;

namespace Krewe.Runtime.Streams;

/// <summary>Gives items as they were put in together.</summary>
internal sealed class BatchObserver<T> : IStreamObserver
{
    private readonly IAsyncBatchObserver<T> _observer;
    private readonly StreamSequenceToken? _from;

    public BatchObserver(IAsyncBatchObserver<T> observer, StreamSequenceToken? from)
    {
        ArgumentNullException.ThrowIfNull(observer);
        (_observer, _from) = (observer, from);
    }

    public Task TakeAsync(StreamId stream, StreamBatch batch, IGrainCallSender references)
    {
        switch (batch.Kind)
        {
            case StreamBatchKind.Completed:
                return _observer.OnCompletedAsync();
            case StreamBatchKind.Error:
                return _observer.OnErrorAsync(StreamPayload.Error(batch, references));
            default:
                List<SequentialItem<T>> items = [.. StreamPayload.Items<T>(batch, stream, references)
                    .Select((item, index) => new SequentialItem<T>(item, new StreamToken(batch.Sequence, index)))
                    .Where(item => !item.Token.Older(_from))];
                return items.Count == 0 ? Task.CompletedTask : _observer.OnNextAsync(items);
        }
    }
}
