using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Placement;
using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>
/// A queue in memory. It takes batches, hands each to all who are subscribed to its stream, in order and one call at a time for each subscription,
/// and forgets it. Nothing of it is stored: what it holds is lost with its silo.
/// </summary>
[GrainType("sys.stream-queue"), Reentrant, KeepAlive, Immovable]
internal sealed partial class StreamQueueGrain(StreamServices shared, ILogger<StreamQueueGrain> logger) : Grain, IStreamQueue
{
    /// <summary>How many items a queue holds at most.</summary>
    public const int Capacity = 16_384;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastDeliveries = TimeSpan.FromSeconds(5);

    private readonly Dictionary<StreamId, QueuedStream> _streams = [];
    private MemoryStreamProvider _provider = null!; // set in activation
    private TaskCompletionSource? _emptied;
    private long _lastSequence;
    private int _held; // items
    private bool _isOver;

    private StreamPullingAgentOptions Options => _provider.Options;

    private TimeProvider Time => shared.Time;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _provider = shared.FindProvider(key[..key.LastIndexOf('/')]);
        this.RegisterGrainTimer(ForgetIdle, new GrainTimerCreationOptions(Options.StreamInactivityPeriod, Options.StreamInactivityPeriod) { Interleave = true });
        return Task.CompletedTask;
    }

    /// <summary>What is held is brought to its consumers while there is time; new batches wait for the next activation.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_held > 0)
        {
            _emptied = new TaskCompletionSource(); // completed in a turn of this activation
            await Task.WhenAny(_emptied.Task, Task.Delay(LastDeliveries, Time, cancellationToken));
        }

        _isOver = true;
        if (_held > 0)
        {
            Log.Lost(logger, this.GetPrimaryKeyString(), _held);
        }
    }

    public Task Enqueue(StreamId stream, StreamBatch batch)
    {
        if (_held + batch.Count > Capacity)
        {
            throw new InvalidOperationException(
                $"KRW7501: The queue {this.GetPrimaryKeyString()} of the stream {stream} holds {_held} items; {batch.Count} more would exceed {Capacity}. Its consumers are slower than its producers: try again later.");
        }

        _lastSequence = Math.Max(_lastSequence + 1, Time.GetUtcNow().UtcTicks); // so that it grows also when the queue was lost
        _held += batch.Count;
        Take(stream, new QueuedBatch(batch with { Sequence = _lastSequence }));
        return Task.CompletedTask;
    }

    public Task Subscribed(StreamId stream, StreamSubscriptions subscriptions)
    {
        if (_streams.TryGetValue(stream, out var known))
        {
            Apply(known, subscriptions);
        }

        return Task.CompletedTask; // One that is not known is asked for with its first item.
    }

    private void Take(StreamId id, QueuedBatch batch)
    {
        if (!_streams.TryGetValue(id, out var stream))
        {
            _streams.Add(id, stream = new QueuedStream(id));
        }

        stream.UsedAt = Time.GetTimestamp();
        if (stream.Cursors is null)
        {
            stream.Waiting.Enqueue(batch);
        }
        else
        {
            HandOut(stream, batch);
        }

        if (!stream.IsAsking && (stream.Cursors is null || Time.GetElapsedTime(stream.AskedAt) > AskAgain))
        {
            _ = AskAsync(stream);
        }
    }

    private void HandOut(QueuedStream stream, QueuedBatch batch)
    {
        batch.Holders = stream.Cursors!.Count;
        if (batch.Holders == 0)
        {
            Release(batch.Batch.Count);
        }

        foreach (var cursor in stream.Cursors)
        {
            cursor.Pending.Enqueue(batch);
            if (!cursor.IsDelivering)
            {
                cursor.IsDelivering = true;
                _ = DeliverAllAsync(cursor);
            }
        }
    }

    /// <summary>Asks who is subscribed, until there is an answer. Items that wait for it are dropped as if a consumer had failed for as long.</summary>
    private async Task AskAsync(QueuedStream stream)
    {
        RequestContext.Clear();
        stream.IsAsking = true;
        var began = stream.AskedAt = Time.GetTimestamp();
        for (var attempt = 0; !_isOver; attempt++)
        {
            try
            {
                var answer = _provider.HasExplicitSubscriptions
                    ? await _provider.PubSubOf(stream.Id).Get().WaitAsync(Options.InitQueueTimeout, Time)
                    : new StreamSubscriptions(0, []);
                stream.AskedAt = Time.GetTimestamp();
                Apply(stream, answer);
                break;
            }
            catch (Exception exception)
            {
                Log.NotAnswered(logger, stream.Id, exception);
                if (stream.Cursors is not null)
                {
                    break;
                }

                if (Time.GetElapsedTime(began) >= Options.MaxEventDeliveryTime)
                {
                    began = Time.GetTimestamp();
                    DropWaiting(stream);
                    if (stream.Waiting.Count == 0)
                    {
                        break;
                    }
                }
            }

            await Task.Delay(Wait(attempt), Time);
        }

        stream.IsAsking = false;
    }

    /// <summary>Takes over a list of explicit subscriptions, unless a later one is known; the implicit ones are added.</summary>
    private void Apply(QueuedStream stream, StreamSubscriptions subscriptions)
    {
        if (_isOver || subscriptions.Version < stream.Version)
        {
            return;
        }

        stream.Version = subscriptions.Version;
        var wanted = shared.Implicit.Of(_provider, stream.Id).Concat(subscriptions.All).ToList();
        var before = stream.Cursors ?? [];
        foreach (var gone in before.Where(cursor => !wanted.Exists(one => one.Id == cursor.Subscription.Id)))
        {
            End(gone);
        }

        stream.Cursors = [.. wanted.Select(one => before.Find(cursor => cursor.Subscription.Id == one.Id) ?? new StreamCursor(one))];
        while (stream.Waiting.TryDequeue(out var batch))
        {
            HandOut(stream, batch);
        }
    }

    /// <summary>Brings a subscription what it has pending. There is one of these for a subscription at a time.</summary>
    private async Task DeliverAllAsync(StreamCursor cursor)
    {
        RequestContext.Clear();
        await Task.Yield(); // Who put the item in is answered first.
        while (!_isOver && cursor.Pending.Count > 0)
        {
            var batches = cursor.Pending.Take(Options.BatchContainerBatchSize).ToList();
            await DeliverAsync(cursor, [.. batches.Select(one => one.Batch)]);
            for (var left = batches.Count; left > 0 && cursor.Pending.TryDequeue(out var done); left--)
            {
                LetGo(done);
            }
        }

        cursor.IsDelivering = false;
    }

    /// <summary>Once, and again with growing waits while the consumer fails; then the batches are dropped.</summary>
    private async Task DeliverAsync(StreamCursor cursor, List<StreamBatch> batches)
    {
        var began = Time.GetTimestamp();
        for (var attempt = 0; !_isOver && !cursor.IsOver; attempt++)
        {
            try
            {
                await shared.ConsumerOf(cursor.Subscription).Deliver(_provider.Name, cursor.Subscription, batches);
                return;
            }
            catch (Exception exception)
            {
                if (shared.IsGone(cursor.Subscription, exception))
                {
                    _ = EndGoneAsync(cursor);
                    return;
                }

                if (Time.GetElapsedTime(began) >= Options.MaxEventDeliveryTime)
                {
                    Log.Dropped(logger, batches.Sum(batch => batch.Count), cursor.Subscription.Stream, cursor.Subscription.Consumer, exception);
                    return;
                }

                Log.NotTaken(logger, cursor.Subscription.Stream, cursor.Subscription.Consumer, exception);
            }

            await Task.Delay(Wait(attempt), Time);
        }
    }

    /// <summary>A consumer that cannot come back: its host is gone. Its subscription goes with it.</summary>
    private async Task EndGoneAsync(StreamCursor cursor)
    {
        var subscription = cursor.Subscription;
        if (_streams.TryGetValue(subscription.Stream, out var stream))
        {
            stream.Cursors?.Remove(cursor);
        }

        End(cursor);
        try
        {
            await _provider.PubSubOf(subscription.Stream).Unsubscribe(this.GetPrimaryKeyString(), subscription.Stream, subscription.Id);
        }
        catch (Exception exception)
        {
            Log.NotAnswered(logger, subscription.Stream, exception);
        }
    }

    private void End(StreamCursor cursor)
    {
        cursor.IsOver = true;
        while (cursor.Pending.TryDequeue(out var left))
        {
            LetGo(left);
        }
    }

    private void DropWaiting(QueuedStream stream)
    {
        Log.Unknown(logger, stream.Waiting.Sum(batch => batch.Batch.Count), stream.Id);
        while (stream.Waiting.TryDequeue(out var batch))
        {
            Release(batch.Batch.Count);
        }
    }

    private void LetGo(QueuedBatch batch)
    {
        if (--batch.Holders == 0)
        {
            Release(batch.Batch.Count);
        }
    }

    private void Release(int items)
    {
        _held -= items;
        if (_held == 0)
        {
            _emptied?.TrySetResult();
        }
    }

    private Task ForgetIdle()
    {
        foreach (var stream in _streams.Values.Where(one =>
            !one.IsAsking && one.Waiting.Count == 0 && one.Cursors?.Exists(cursor => cursor.IsDelivering) != true
            && Time.GetElapsedTime(one.UsedAt) >= Options.StreamInactivityPeriod).ToArray())
        {
            _streams.Remove(stream.Id);
        }

        return Task.CompletedTask;
    }

    private TimeSpan Wait(int attempt)
    {
        var wait = Options.GetQueueMsgsTimerPeriod * Math.Pow(2, Math.Min(attempt, 20));
        return wait < LongestWait ? wait : LongestWait;
    }

    private static partial class Log
    {
        [LoggerMessage(7502, LogLevel.Warning, "KRW7502: The queue {Queue} ends with {Items} items that were not taken in time; they are lost")]
        public static partial void Lost(ILogger logger, string queue, int items);

        [LoggerMessage(7503, LogLevel.Warning, "KRW7503: {Items} items of the stream {Stream} were dropped: {Consumer} failed for too long")]
        public static partial void Dropped(ILogger logger, int items, StreamId stream, GrainId consumer, Exception exception);

        [LoggerMessage(7509, LogLevel.Information, "KRW7509: {Consumer} did not take an item of the stream {Stream}; it comes again")]
        public static partial void NotTaken(ILogger logger, StreamId stream, GrainId consumer, Exception exception);

        [LoggerMessage(7510, LogLevel.Warning, "KRW7510: Who is subscribed to the stream {Stream} could not be learned or changed")]
        public static partial void NotAnswered(ILogger logger, StreamId stream, Exception exception);

        [LoggerMessage(7511, LogLevel.Warning, "KRW7511: {Items} items of the stream {Stream} were dropped: who is subscribed could not be learned")]
        public static partial void Unknown(ILogger logger, int items, StreamId stream);
    }
}
