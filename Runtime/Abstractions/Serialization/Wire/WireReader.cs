using System.Buffers.Binary;
using System.Text;
using Krewe.Runtime.CodeGeneration;

namespace Krewe.Runtime.Serialization;

/// <summary>
/// Reads what <see cref="WireWriter"/> wrote. Whatever the input is, it ends in time linear in its length with a value or a
/// <see cref="WireFormatException"/>: nesting is bounded, and lengths and counts are checked against what is left.
/// </summary>
public ref struct WireReader
{
    private const int InlineLimit = 31;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ReadOnlySpan<byte> _input;
    private int _position;
    private int _depth;

    /// <summary>Begins at the start of the input.</summary>
    /// <param name="input">The bytes; not kept by the values read.</param>
    /// <param name="references">Makes grain references; null where none can occur.</param>
    public WireReader(ReadOnlyMemory<byte> input, IGrainCallSender? references)
    {
        _input = input.Span;
        References = references;
    }

    /// <summary>Makes grain references; null where none can occur.</summary>
    public IGrainCallSender? References { get; }

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => _position;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _input.Length - _position;

    /// <summary>The kind of the next value, which stays unread.</summary>
    /// <exception cref="WireFormatException">The input is at its end.</exception>
    public readonly WireKind PeekKind() => _position < _input.Length ? (WireKind)(_input[_position] & 7) : throw Truncated();

    /// <summary>Reads a null if there is one next.</summary>
    /// <returns>Whether there was.</returns>
    public bool TryReadNull()
    {
        if (PeekKind() != WireKind.Null)
        {
            return false;
        }

        ReadHead(WireKind.Null);
        return true;
    }

    /// <summary>Reads an integer.</summary>
    public long ReadInteger()
    {
        ulong zigzag = ReadHead(WireKind.Integer);
        return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
    }

    /// <summary>Reads an integer that must lie in a range.</summary>
    /// <param name="min">The smallest.</param>
    /// <param name="max">The largest.</param>
    public long ReadInteger(long min, long max)
    {
        long value = ReadInteger();
        return value >= min && value <= max ? value : throw Malformed($"the integer {value} is not within {min} and {max}");
    }

    /// <summary>Reads four bytes.</summary>
    public uint ReadFixed32()
    {
        ReadHead(WireKind.Fixed32);
        return BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
    }

    /// <summary>Reads eight bytes.</summary>
    public ulong ReadFixed64()
    {
        ReadHead(WireKind.Fixed64);
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
    }

    /// <summary>Reads bytes. The span is part of the input.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        ulong length = ReadHead(WireKind.Bytes);
        return length <= (ulong)Remaining ? Take((int)length) : throw Malformed($"a length of {length} with {Remaining} bytes left");
    }

    /// <summary>Reads bytes that must be so many.</summary>
    /// <param name="length">How many.</param>
    public ReadOnlySpan<byte> ReadBytes(int length)
    {
        ReadOnlySpan<byte> bytes = ReadBytes();
        return bytes.Length == length ? bytes : throw Malformed($"{bytes.Length} bytes where {length} are expected");
    }

    /// <summary>Reads text, or null.</summary>
    public string? ReadString()
    {
        if (TryReadNull())
        {
            return null;
        }

        try
        {
            return Utf8.GetString(ReadBytes());
        }
        catch (DecoderFallbackException)
        {
            throw Malformed("text that is not UTF-8");
        }
    }

    /// <summary>Reads text that must not be null.</summary>
    public string ReadText() => ReadString() ?? throw Malformed("null where text is expected");

    /// <summary>Enters an object; then <see cref="ReadField"/> until it returns false.</summary>
    public void BeginObject()
    {
        ReadHead(WireKind.Object);
        Enter();
    }

    /// <summary>Reads the key of the next field of an object. At the end it leaves the object.</summary>
    /// <param name="key">1 for the members of the base class, member id + 2 for a member.</param>
    /// <returns>False at the object's end.</returns>
    public bool ReadField(out ulong key)
    {
        key = ReadVarUInt64();
        if (key != 0)
        {
            return true;
        }

        _depth--;
        return false;
    }

    /// <summary>Enters a sequence; so many values follow, then <see cref="EndSequence"/>.</summary>
    /// <returns>The count; never more than the bytes left.</returns>
    public int BeginSequence()
    {
        ulong count = ReadHead(WireKind.Sequence);
        if (count > (ulong)Remaining)
        {
            throw Malformed($"a sequence of {count} values with {Remaining} bytes left");
        }

        Enter();
        return (int)count;
    }

    /// <summary>Enters a sequence that must have so many values.</summary>
    /// <param name="count">How many.</param>
    public void BeginSequence(int count)
    {
        int actual = BeginSequence();
        if (actual != count)
        {
            throw Malformed($"a sequence of {actual} values where {count} are expected");
        }
    }

    /// <summary>Leaves a sequence.</summary>
    public void EndSequence() => _depth--;

    /// <summary>Enters a typed value: one value follows, then <see cref="EndTyped"/>.</summary>
    /// <returns>The name of its type.</returns>
    public string BeginTyped()
    {
        ReadHead(WireKind.Typed);
        Enter();
        string name = ReadText();
        return name.Length <= WireLimits.MaxTypeNameLength ? name : throw Malformed($"a type name of {name.Length} characters");
    }

    /// <summary>Leaves a typed value.</summary>
    public void EndTyped() => _depth--;

    /// <summary>Reads a bare base-128 number.</summary>
    public ulong ReadVarUInt64()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_position >= _input.Length)
            {
                throw Truncated();
            }

            byte next = _input[_position++];
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Malformed("a number beyond 64 bits");
    }

    /// <summary>Passes over the next value, whatever it is.</summary>
    public void Skip()
    {
        switch (PeekKind())
        {
            case WireKind.Null: ReadHead(WireKind.Null); break;
            case WireKind.Integer: ReadInteger(); break;
            case WireKind.Fixed32: ReadFixed32(); break;
            case WireKind.Fixed64: ReadFixed64(); break;
            case WireKind.Bytes: ReadBytes(); break;
            case WireKind.Object:
                BeginObject();
                while (ReadField(out _))
                {
                    Skip();
                }

                break;
            case WireKind.Sequence:
                for (int left = BeginSequence(); left > 0; left--)
                {
                    Skip();
                }

                EndSequence();
                break;
            default:
                BeginTyped();
                Skip();
                EndTyped();
                break;
        }
    }

    /// <summary>The error for input that makes no sense here.</summary>
    /// <param name="problem">What was found.</param>
    public readonly WireFormatException Malformed(string problem) =>
        new($"KRW7101: Malformed value at byte {_position} of {_input.Length}: {problem}.");

    private readonly WireFormatException Truncated() => Malformed("the input ends in the middle of a value");

    private ulong ReadHead(WireKind expected)
    {
        WireKind kind = PeekKind();
        if (kind != expected)
        {
            throw Malformed($"found {kind} where {expected} is expected");
        }

        int number = _input[_position++] >> 3;
        if (kind is WireKind.Integer or WireKind.Bytes or WireKind.Sequence)
        {
            return number < InlineLimit ? (ulong)number : ReadVarUInt64();
        }

        return number == 0 ? 0UL : throw Malformed($"the first byte of {kind} carries {number}");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > Remaining)
        {
            throw Truncated();
        }

        ReadOnlySpan<byte> bytes = _input.Slice(_position, length);
        _position += length;
        return bytes;
    }

    private void Enter()
    {
        if (++_depth > WireLimits.MaxDepth)
        {
            throw Malformed($"nesting deeper than {WireLimits.MaxDepth}");
        }
    }
}
