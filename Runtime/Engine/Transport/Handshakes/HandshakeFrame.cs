using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Krewe.Runtime.Serialization;
using Krewe.Runtime.Transport.Frames;
using Orleans.Serialization;

namespace Krewe.Runtime.Transport.Handshakes;

/// <summary>The form of what passes before messages: four bytes that no other protocol begins with, a length, a value.</summary>
internal static class HandshakeFrame
{
    /// <summary>The most that is read of who is not yet known.</summary>
    public const int MaxLength = 4096;

    private const int HeadSize = 6;

    public delegate void Writing(ref WireWriter writer);

    public delegate T Reading<T>(ref WireReader reader);

    /// <summary>The letters KRW and the version of the handshake's own form.</summary>
    public static ReadOnlySpan<byte> Magic => [(byte)'K', (byte)'R', (byte)'W', 1];

    public static async Task WriteAsync(PipeWriter output, Writing write, CancellationToken cancellationToken)
    {
        var value = new ArrayBufferWriter<byte>(256);
        Fill();
        await output.WriteAsync(value.WrittenMemory, cancellationToken);

        void Fill()
        {
            var body = new ArrayBufferWriter<byte>(256);
            var writer = new WireWriter(body);
            write(ref writer);
            value.Write(Magic);
            BinaryPrimitives.WriteUInt16LittleEndian(value.GetSpan(2), checked((ushort)body.WrittenCount));
            value.Advance(2);
            value.Write(body.WrittenSpan);
        }
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="ProtocolException">It is none, or the connection ended.</exception>
    public static async Task<T> ReadAsync<T>(PipeReader input, Reading<T> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            if (TryParse(result.Buffer, read, out var value, out var end))
            {
                input.AdvanceTo(end);
                return value;
            }

            input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                throw new ProtocolException($"the connection ended after {result.Buffer.Length} bytes of the handshake");
            }
        }
    }

    private static bool TryParse<T>(in ReadOnlySequence<byte> buffer, Reading<T> read, out T value, out SequencePosition end)
    {
        value = default!;
        end = buffer.Start;
        Span<byte> head = stackalloc byte[HeadSize];
        var begun = head[..(int)Math.Min(HeadSize, buffer.Length)];
        buffer.Slice(0, begun.Length).CopyTo(begun);
        var letters = begun[..Math.Min(Magic.Length, begun.Length)];
        if (!letters.SequenceEqual(Magic[..letters.Length]))
        {
            throw new ProtocolException($"it begins with {Convert.ToHexString(letters)}, not as a silo does ({Convert.ToHexString(Magic)})");
        }

        if (begun.Length < HeadSize)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(head[4..]);
        if (length > MaxLength)
        {
            throw new ProtocolException($"a handshake of {length} bytes; {MaxLength} are the most");
        }

        if (buffer.Length < HeadSize + length)
        {
            return false;
        }

        try
        {
            var reader = new WireReader(buffer.Slice(HeadSize, length).ToArray(), null);
            value = read(ref reader);
        }
        catch (SerializerException exception)
        {
            throw new ProtocolException($"the handshake cannot be read: {exception.Message}");
        }

        end = buffer.GetPosition(HeadSize + length);
        return true;
    }
}
