using System.Buffers;
using System.Buffers.Binary;

namespace Krewe.Runtime.Transport.Frames;

/// <summary>
/// What stands before each message: the lengths of its header and its body, and its number, which begins at a value of the connection's
/// nonce and rises by one. A frame that was recorded, lost or doubled does not have the number that is due.
/// </summary>
internal readonly record struct FrameHead(int HeaderLength, int BodyLength, uint Sequence)
{
    public const int Size = 12;

    public long FrameLength => (long)Size + HeaderLength + BodyLength;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, HeaderLength);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], BodyLength);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], Sequence);
    }

    /// <summary>Reads it where it has arrived in full, and refuses what is too long before anything is kept of it.</summary>
    /// <exception cref="ProtocolException">No message is like this.</exception>
    public static bool TryRead(in ReadOnlySequence<byte> input, uint due, FrameLimits limits, out FrameHead head)
    {
        if (input.Length < Size)
        {
            head = default;
            return false;
        }

        Span<byte> bytes = stackalloc byte[Size];
        input.Slice(0, Size).CopyTo(bytes);
        head = new FrameHead(
            BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
        if (head.HeaderLength < 2 || head.HeaderLength > limits.Header || head.BodyLength < 0 || head.BodyLength > limits.Body)
        {
            throw new ProtocolException(
                $"a frame of {(uint)head.HeaderLength} and {(uint)head.BodyLength} bytes; the limits are {limits.Header} (MaxMessageHeaderSize) and {limits.Body} (MaxMessageBodySize)");
        }

        return head.Sequence == due ? true : throw new ProtocolException($"frame {head.Sequence} where {due} is due: replayed, doubled or lost");
    }
}
