using Krewe.Runtime.Messaging;
using Krewe.Runtime.Serialization;
using Orleans.Runtime;

namespace Krewe.Runtime.Transport.Frames;

/// <summary>A message in the form in which it is sent. Written in the sender's turn, so that the sender may go on using the body.</summary>
internal sealed class OutgoingFrame : IDisposable
{
    private readonly FrameBuffer _buffer;
    private readonly int _headerLength;

    private OutgoingFrame(Message message, FrameBuffer buffer, int headerLength)
    {
        Message = message;
        _buffer = buffer;
        _headerLength = headerLength;
    }

    public Message Message { get; }

    public int Length => _buffer.Length;

    /// <summary>Writes a message.</summary>
    /// <exception cref="OrleansMessageRejectionException">It is too large.</exception>
    /// <param name="message">The message.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="now">The time here.</param>
    public static OutgoingFrame Write(Message message, FrameLimits limits, DateTimeOffset now) => Write(message, limits, (message, buffer) =>
    {
        var writer = new WireWriter(buffer);
        MessageCodec.Write(ref writer, message, now);
    });

    /// <summary>Writes a message whose form is made otherwise.</summary>
    public static OutgoingFrame Write(Message message, FrameLimits limits, Action<Message, FrameBuffer> write)
    {
        var buffer = new FrameBuffer((int)Math.Min(Array.MaxLength, (long)FrameHead.Size + limits.Header + limits.Body));
        try
        {
            write(message, buffer);
            var headerLength = MessageParts.HeaderLength(buffer.Message);
            if (headerLength > limits.Header || buffer.Message.Length - headerLength > limits.Body)
            {
                throw new MessageTooLargeException();
            }

            return new OutgoingFrame(message, buffer, headerLength);
        }
        catch (MessageTooLargeException)
        {
            buffer.Dispose();
            throw new OrleansMessageRejectionException(
                $"KRW7206: {message} is larger than a message may be: {limits.Header} bytes of header (MaxMessageHeaderSize) and {limits.Body} of body "
                + "(MaxMessageBodySize). It was not sent.");
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    /// <summary>The frame's bytes, valid until it is disposed.</summary>
    /// <param name="sequence">Its number in the connection.</param>
    public ReadOnlyMemory<byte> Complete(uint sequence)
    {
        new FrameHead(_headerLength, _buffer.Length - FrameHead.Size - _headerLength, sequence).Write(_buffer.Frame.Span);
        return _buffer.Frame;
    }

    public void Dispose() => _buffer.Dispose();
}
