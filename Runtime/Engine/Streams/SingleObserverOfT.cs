using Krewe.Runtime.CodeGeneration;
using Orleans.Runtime;
using Orleans.Streams;

namespace Krewe.Runtime.Streams;

/// <summary>Gives items one by one.</summary>
internal sealed class SingleObserver<T> : IStreamObserver
{
    private readonly IAsyncObserver<T> _observer;
    private readonly StreamSequenceToken? _from;

    public SingleObserver(IAsyncObserver<T> observer, StreamSequenceToken? from)
    {
        ArgumentNullException.ThrowIfNull(observer);
        (_observer, _from) = (observer, from);
    }

    public async Task TakeAsync(StreamId stream, StreamBatch batch, IGrainCallSender references)
    {
        switch (batch.Kind)
        {
            case StreamBatchKind.Completed:
                await _observer.OnCompletedAsync();
                break;
            case StreamBatchKind.Error:
                await _observer.OnErrorAsync(StreamPayload.Error(batch, references));
                break;
            default:
                var index = 0;
                foreach (var item in StreamPayload.Items<T>(batch, stream, references))
                {
                    var token = new StreamToken(batch.Sequence, index++);
                    if (!token.Older(_from))
                    {
                        await _observer.OnNextAsync(item, token);
                    }
                }

                break;
        }
    }
}
