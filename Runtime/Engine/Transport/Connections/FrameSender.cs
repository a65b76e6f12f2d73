using System.Buffers;
using System.IO.Pipelines;
using Krewe.Runtime.Messaging;

namespace Krewe.Runtime.Transport.Connections;

/// <summary>Writes what is queued to one connection, in batches.</summary>
internal sealed class FrameSender(SendQueue queue, TransportSettings settings, uint sequence)
{
    /// <summary>How many bytes are written before they are flushed.</summary>
    public const int BatchBytes = 64 * 1024;

    private uint _sequence = sequence;

    /// <summary>Whether a message was handed to the connection.</summary>
    public bool HasSent { get; private set; }

    /// <summary>Writes until the queue is closed and empty (then the result is true) or the connection is lost.</summary>
    public async Task<bool> RunAsync(PipeWriter output, CancellationToken lost)
    {
        try
        {
            while (true)
            {
                if (!queue.TryTake(out var frame))
                {
                    if (await queue.WaitAsync(lost))
                    {
                        continue;
                    }

                    return true;
                }

                var written = 0;
                do
                {
                    using (frame)
                    {
                        if (!IsExpired(frame.Message))
                        {
                            written += frame.Length;
                            HasSent = true;
                            await WriteAsync(output, frame.Complete(_sequence++), lost);
                            settings.Metrics.Sent(frame.Length);
                        }
                    }
                }
                while (written < BatchBytes && queue.TryTake(out frame));

                if ((await output.FlushAsync(lost)).IsCompleted)
                {
                    return false;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Long messages pass in pieces: the pipe would else take memory for all of them at once.</summary>
    private static async ValueTask WriteAsync(PipeWriter output, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        while (frame.Length > BatchBytes)
        {
            output.Write(frame.Span[..BatchBytes]);
            frame = frame[BatchBytes..];
            if ((await output.FlushAsync(cancellationToken)).IsCompleted)
            {
                throw new IOException("The connection was closed.");
            }
        }

        output.Write(frame.Span);
    }

    private bool IsExpired(Message message)
    {
        if (!settings.Messaging.DropExpiredMessages || message.ExpiresAt == default || message.ExpiresAt > settings.Time.GetUtcNow())
        {
            return false;
        }

        settings.Metrics.Expired();
        return true;
    }
}
