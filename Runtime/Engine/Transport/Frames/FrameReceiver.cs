using System.Buffers;
using System.IO.Pipelines;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Serialization;
using Krewe.Runtime.Transport.Connections;

namespace Krewe.Runtime.Transport.Frames;

/// <summary>Reads the messages of one connection, in order. What has not arrived takes no memory, whatever its length is said to be.</summary>
/// <param name="settings">The transport's.</param>
/// <param name="sink">Takes what is read.</param>
/// <param name="firstSequence">The number that the first frame must have.</param>
internal sealed class FrameReceiver(TransportSettings settings, IFrameSink sink, uint firstSequence)
{
    private readonly FrameLimits _limits = settings.Limits;
    private uint _due = firstSequence;

    /// <summary>Reads until the connection ends.</summary>
    /// <exception cref="ProtocolException">What arrived is no message, or ended within one.</exception>
    public async Task RunAsync(PipeReader input)
    {
        while (true)
        {
            var result = await input.ReadAsync();
            var rest = result.Buffer;
            ReadFrames(ref rest);
            input.AdvanceTo(rest.Start, rest.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                if (!rest.IsEmpty)
                {
                    throw new ProtocolException($"the connection ended within a frame, after {rest.Length} bytes of it");
                }

                return;
            }
        }
    }

    private void ReadFrames(ref ReadOnlySequence<byte> rest)
    {
        while (FrameHead.TryRead(rest, _due, _limits, out var head) && rest.Length >= head.FrameLength)
        {
            ReadMessage(rest.Slice(FrameHead.Size, head.FrameLength - FrameHead.Size));
            settings.Metrics.Received((int)head.FrameLength);
            rest = rest.Slice(head.FrameLength);
            _due++;
        }
    }

    private void ReadMessage(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            Decode(bytes.First);
            return;
        }

        var length = (int)bytes.Length;
        var array = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            bytes.CopyTo(array);
            Decode(array.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private void Decode(ReadOnlyMemory<byte> bytes)
    {
        Message message;
        try
        {
            var reader = new WireReader(bytes, settings.References.Value);
            message = MessageCodec.Read(ref reader, settings.Time.GetUtcNow());
            if (reader.Remaining > 0)
            {
                throw reader.Malformed("bytes after the message");
            }
        }
        catch (Exception exception)
        {
            if (!MessageParts.TryRead(bytes, out var parts))
            {
                throw new ProtocolException($"a message cannot be read: {exception.Message}");
            }

            sink.Unreadable(parts, exception);
            return;
        }

        Check(message);
        sink.Arrived(message);
    }

    private static void Check(Message message)
    {
        var isWhole = message.Kind switch
        {
            MessageKind.Request => message.Request is not null && message.SourceSilo is not null,
            MessageKind.OneWay => message.Request is not null,
            MessageKind.Response => message.Response is not null,
            _ => true,
        };
        if (!isWhole)
        {
            throw new ProtocolException($"a {message.Kind} without its body or without its sender");
        }
    }
}
