using System.Buffers;

namespace Krewe.Runtime.Transport.Frames;

/// <summary>A pooled array that a message is written to, with room for the frame's head in front. Given back by who sent or dropped it.</summary>
internal sealed class FrameBuffer : IBufferWriter<byte>, IDisposable
{
    private readonly int _limit;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(512);

    public FrameBuffer(int limit)
    {
        _limit = limit;
        Length = FrameHead.Size;
    }

    /// <summary>How many bytes there are, the head's included.</summary>
    public int Length { get; private set; }

    public Memory<byte> Frame => _bytes.AsMemory(0, Length);

    public ReadOnlyMemory<byte> Message => _bytes.AsMemory(FrameHead.Size, Length - FrameHead.Size);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Reserve(int sizeHint)
    {
        var needed = (long)Length + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
        {
            return;
        }

        if (needed > _limit)
        {
            throw new MessageTooLargeException();
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(needed, _bytes.Length * 2L), _limit));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
