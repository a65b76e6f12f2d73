using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Krewe.Runtime.Serialization;

/// <summary>Writes values in the compact binary form of docs/serialization.md. Every write goes to the output at once.</summary>
public ref struct WireWriter
{
    private const int InlineLimit = 31;
    private readonly IBufferWriter<byte> _output;
    private int _depth;

    /// <summary>Begins at the output's current position.</summary>
    /// <param name="output">Receives the bytes.</param>
    public WireWriter(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
    }

    /// <summary>Writes the absence of a value.</summary>
    public readonly void WriteNull() => WriteByte((byte)WireKind.Null);

    /// <summary>Writes an integer.</summary>
    /// <param name="value">Any; small absolute values take one byte. Unsigned 64-bit values pass by their bits.</param>
    public readonly void WriteInteger(long value) => WriteHead(WireKind.Integer, (ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes four bytes.</summary>
    /// <param name="value">Their value, little endian on the wire.</param>
    public readonly void WriteFixed32(uint value)
    {
        Span<byte> span = _output.GetSpan(5);
        span[0] = (byte)WireKind.Fixed32;
        BinaryPrimitives.WriteUInt32LittleEndian(span[1..], value);
        _output.Advance(5);
    }

    /// <summary>Writes eight bytes.</summary>
    /// <param name="value">Their value, little endian on the wire.</param>
    public readonly void WriteFixed64(ulong value)
    {
        Span<byte> span = _output.GetSpan(9);
        span[0] = (byte)WireKind.Fixed64;
        BinaryPrimitives.WriteUInt64LittleEndian(span[1..], value);
        _output.Advance(9);
    }

    /// <summary>Writes bytes with their length.</summary>
    /// <param name="value">Any number of them.</param>
    public readonly void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteHead(WireKind.Bytes, (ulong)value.Length);
        _output.Write(value);
    }

    /// <summary>Writes text as UTF-8; null as null. Unpaired surrogates become U+FFFD.</summary>
    /// <param name="value">The text.</param>
    public readonly void WriteString(string? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        int length = Encoding.UTF8.GetByteCount(value);
        WriteHead(WireKind.Bytes, (ulong)length);
        Encoding.UTF8.GetBytes(value, _output.GetSpan(length));
        _output.Advance(length);
    }

    /// <summary>Begins an object: fields follow, then <see cref="EndObject"/>.</summary>
    public void BeginObject()
    {
        Enter();
        WriteByte((byte)WireKind.Object);
    }

    /// <summary>Announces the member whose value is written next.</summary>
    /// <param name="id">The member's id.</param>
    public readonly void WriteMember(uint id) => WriteVarUInt64((ulong)id + 2);

    /// <summary>Announces the members of the base class, which follow as an object.</summary>
    public readonly void WriteBase() => WriteByte(1);

    /// <summary>Ends an object.</summary>
    public void EndObject()
    {
        WriteByte(0);
        _depth--;
    }

    /// <summary>Begins a sequence: so many values follow, then <see cref="EndSequence"/>.</summary>
    /// <param name="count">Not negative.</param>
    public void BeginSequence(int count)
    {
        Enter();
        WriteHead(WireKind.Sequence, (ulong)count);
    }

    /// <summary>Ends a sequence.</summary>
    public void EndSequence() => _depth--;

    /// <summary>Begins a value with the name of its type: one value follows, then <see cref="EndTyped"/>.</summary>
    /// <param name="typeName">The type's stable name.</param>
    public void BeginTyped(string typeName)
    {
        Enter();
        WriteByte((byte)WireKind.Typed);
        WriteString(typeName);
    }

    /// <summary>Ends a typed value.</summary>
    public void EndTyped() => _depth--;

    /// <summary>Writes a bare base-128 number, without a kind.</summary>
    /// <param name="value">Any.</param>
    public readonly void WriteVarUInt64(ulong value)
    {
        Span<byte> span = _output.GetSpan(10);
        _output.Advance(PutVarUInt64(span, value));
    }

    private readonly void WriteHead(WireKind kind, ulong number)
    {
        Span<byte> span = _output.GetSpan(11);
        if (number < InlineLimit)
        {
            span[0] = (byte)((int)kind | ((int)number << 3));
            _output.Advance(1);
            return;
        }

        span[0] = (byte)((int)kind | (InlineLimit << 3));
        _output.Advance(1 + PutVarUInt64(span[1..], number));
    }

    private static int PutVarUInt64(Span<byte> span, ulong value)
    {
        int used = 0;
        while (value >= 0x80)
        {
            span[used++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[used++] = (byte)value;
        return used;
    }

    private readonly void WriteByte(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }

    private void Enter()
    {
        if (++_depth > WireLimits.MaxDepth)
        {
            throw SerializationErrors.TooDeep("written");
        }
    }
}
