using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams.Core;

namespace Krewe.Runtime.Streams;

/// <summary>The observers of an activation, or of the host, by subscription. An activation's is used in its turns, the host's by all threads.</summary>
internal sealed partial class StreamConsumerExtension(StreamServices shared, ILogger<StreamConsumerExtension> logger, IGrainContext? context = null) : IStreamConsumerExtension
{
    private readonly ConcurrentDictionary<Guid, IStreamObserver> _observers = new();

    public void Attach(Guid subscription, IStreamObserver observer) => _observers[subscription] = observer;

    public void Detach(Guid subscription) => _observers.TryRemove(subscription, out _);

    public async Task Deliver(string provider, StreamSubscription subscription, List<StreamBatch> batches)
    {
        if (!_observers.ContainsKey(subscription.Id) && context?.GrainInstance is IStreamSubscriptionObserver grain)
        {
            await grain.OnSubscribed(new StreamHandleFactory(shared.FindProvider(provider), subscription, this));
        }

        foreach (var batch in batches)
        {
            if (!_observers.TryGetValue(subscription.Id, out var observer))
            {
                Log.NoObserver(logger, subscription.Stream, subscription.Consumer, subscription.Id);
                return;
            }

            await observer.TakeAsync(subscription.Stream, batch, shared.References);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7513, LogLevel.Warning, "KRW7513: An item of the stream {Stream} came to {Consumer}, which has no observer for its subscription {Subscription}; it is dropped")]
        public static partial void NoObserver(ILogger logger, StreamId stream, GrainId consumer, Guid subscription);
    }
}
