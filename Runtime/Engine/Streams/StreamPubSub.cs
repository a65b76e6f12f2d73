using Krewe.Runtime.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Providers;
using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>
/// Keeps the explicit subscriptions of a stream and tells its queue of each change. It stays active while there are any, so that a storage in memory
/// keeps them for as long as its silo lives.
/// </summary>
[GrainType("sys.stream-pubsub"), KeepAlive]
internal sealed partial class StreamPubSub(
    [PersistentState("pubsub", ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME)] IPersistentState<StreamPubSubState> state,
    EngineClock clock,
    ILogger<StreamPubSub> logger) : Grain, IStreamPubSub
{
    private const int Tries = 3;

    private StreamSubscriptions Current => new(state.State.Version, [.. state.State.Subscriptions]);

    public Task<StreamSubscriptions> Get()
    {
        if (state.State.Subscriptions.Count == 0)
        {
            DeactivateOnIdle();
        }

        return Task.FromResult(Current);
    }

    public async Task Subscribe(string queue, StreamSubscription subscription)
    {
        await WriteAsync([.. state.State.Subscriptions.Where(one => one.Id != subscription.Id), subscription]);
        if (await TellAsync(queue, subscription.Stream) is not { } error)
        {
            return;
        }

        // Nobody knows of it: taken back, so that who tries again is not subscribed twice.
        await WriteAsync([.. state.State.Subscriptions.Where(one => one.Id != subscription.Id)]);
        throw new OrleansException($"KRW7507: The queue of the stream {subscription.Stream} could not be told of a new subscription, which was not made: {error.Message}", error);
    }

    public async Task Unsubscribe(string queue, StreamId stream, Guid subscription)
    {
        await WriteAsync([.. state.State.Subscriptions.Where(one => one.Id != subscription)]);
        await TellAsync(queue, stream); // A queue that is not told finds out when it asks again.
        if (state.State.Subscriptions.Count == 0)
        {
            DeactivateOnIdle();
        }
    }

    private Task WriteAsync(List<StreamSubscription> subscriptions)
    {
        state.State.Subscriptions = subscriptions;
        state.State.Version = Math.Max(state.State.Version + 1, clock.Grains.GetUtcNow().UtcTicks);
        return state.WriteStateAsync();
    }

    private async Task<Exception?> TellAsync(string queue, StreamId stream)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await GrainFactory.GetGrain<IStreamQueue>(queue).Subscribed(stream, Current);
                return null;
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException)
            {
                Log.NotTold(logger, queue, stream, exception);
                if (attempt == Tries)
                {
                    return exception;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), clock.Grains);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7508, LogLevel.Warning, "KRW7508: The queue {Queue} could not be told of a change of the subscriptions of {Stream}")]
        public static partial void NotTold(ILogger logger, string queue, StreamId stream, Exception exception);
    }
}
