using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport.Frames;

namespace Krewe.Runtime.Transport.Connections;

/// <summary>
/// What waits to be sent to one silo, bounded by number and by bytes. Putting in never waits. Requests find it full at half of what
/// responses do: a response that is dropped leaves its caller waiting for its time-out, a request that is rejected does not.
/// </summary>
internal sealed class SendQueue(TransportOptions options)
{
    private readonly Channel<OutgoingFrame> _frames = Channel.CreateUnbounded<OutgoingFrame>(new UnboundedChannelOptions { SingleReader = true });
    private Queue<OutgoingFrame> _kept = []; // of the reader
    private int _count;
    private long _bytes;

    public QueueResult TryAdd(OutgoingFrame frame)
    {
        var room = frame.Message.Kind is MessageKind.Request or MessageKind.OneWay ? 1 : 2;
        if (Volatile.Read(ref _count) >= options.MaxQueuedMessages * room || Volatile.Read(ref _bytes) >= options.MaxQueuedBytes * room)
        {
            return QueueResult.Full;
        }

        var length = frame.Length; // once it is in, the reader may send and dispose it at any time
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _bytes, length);
        if (_frames.Writer.TryWrite(frame))
        {
            return QueueResult.Queued;
        }

        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -length);
        return QueueResult.Closed;
    }

    public void Close() => _frames.Writer.TryComplete();

    /// <summary>Waits for something to send. False when it is closed and empty.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _kept.Count > 0 ? new(true) : _frames.Reader.WaitToReadAsync(cancellationToken);

    public bool TryTake([MaybeNullWhen(false)] out OutgoingFrame frame)
    {
        if (!_kept.TryDequeue(out frame) && !_frames.Reader.TryRead(out frame))
        {
            return false;
        }

        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -frame.Length);
        return true;
    }

    /// <summary>Takes out all that is there now, and puts back what is to be tried once more.</summary>
    public void Empty(Func<OutgoingFrame, bool> keep)
    {
        Queue<OutgoingFrame> kept = [];
        while (TryTake(out var frame))
        {
            if (keep(frame))
            {
                Interlocked.Increment(ref _count);
                Interlocked.Add(ref _bytes, frame.Length);
                kept.Enqueue(frame);
            }
            else
            {
                frame.Dispose();
            }
        }

        _kept = kept;
    }
}
