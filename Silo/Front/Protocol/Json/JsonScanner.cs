using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Krewe.Silo.Front.Protocol;

/// <summary>
/// Walks once over a message: a <see cref="Utf8JsonReader"/> which knows its place, bounds the depth, refuses strings that are
/// no Unicode text, and cuts slices out of the message without copying.
/// </summary>
internal ref struct JsonScanner
{
    /// <summary>Data may nest as deep as a shape has dimensions, below the body, the list and the tensor.</summary>
    private const int ReaderDepth = 40;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly long _offset;
    private readonly int _maxDepth;

    /// <summary>The place that faults name; the readers keep it up to date.</summary>
    internal JsonPlace Place;

    /// <summary>The reader, for values. To move on, call <see cref="Read"/>.</summary>
    internal Utf8JsonReader Reader;

    /// <param name="bytes">One JSON value.</param>
    /// <param name="maxDepth">Objects and arrays in one another, at most.</param>
    /// <param name="offset">Where the bytes start in the message.</param>
    internal JsonScanner(ReadOnlyMemory<byte> bytes, int maxDepth, long offset = 0)
    {
        (_bytes, _maxDepth, _offset) = (bytes, maxDepth, offset);
        Place.Index = -1;
        Reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = ReaderDepth });
    }

    internal readonly JsonTokenType Token => Reader.TokenType;

    /// <summary>The byte of the message at which the token starts.</summary>
    internal readonly long Offset => _offset + Reader.TokenStartIndex;

    /// <summary>Starts on the message's object.</summary>
    /// <exception cref="ProtocolException">It is not UTF-8, empty, or no object.</exception>
    internal void Begin()
    {
        var bytes = _bytes.Span;
        if (bytes.IsEmpty)
        {
            throw Fault(ProtocolCodes.MalformedJson, "it is empty; it is to be one JSON object");
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            throw Fault(ProtocolCodes.MalformedJson, "it starts with a byte order mark; it is to be UTF-8 without one");
        }

        if (!Utf8.IsValid(bytes))
        {
            throw Fault(ProtocolCodes.MalformedJson, "it is not valid UTF-8");
        }

        Read();
        Expect(JsonTokenType.StartObject, "a JSON object");
    }

    /// <summary>Makes sure that nothing follows the message's object.</summary>
    internal void End()
    {
        Place = new JsonPlace { Index = -1 };
        var more = Reader.Read();
        Debug.Assert(!more, "The reader throws on a second value.");
    }

    /// <summary>Moves to the next token. At the end of the bytes the reader throws.</summary>
    internal void Read()
    {
        Reader.Read();
        if (Reader.ValueIsEscaped && JsonEscapes.HasLoneSurrogate(Reader.ValueSpan))
        {
            throw Fault(ProtocolCodes.MalformedJson, "a string has half of a surrogate pair; \\uD800 to \\uDFFF stand in pairs");
        }
    }

    /// <summary>Moves to the next member of the object; false at its end.</summary>
    internal bool ReadMember()
    {
        Read();
        return Reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Refuses a value of another type.</summary>
    internal readonly void Expect(JsonTokenType token, string due)
    {
        if (Reader.TokenType != token)
        {
            throw Fault(ProtocolCodes.WrongJsonType, $"it is to be {due}, not {Name(Reader.TokenType)}");
        }
    }

    /// <summary>Refuses a member that stands twice, and marks it as seen.</summary>
    internal readonly void Once(ref bool seen, string member)
    {
        if (seen)
        {
            throw Fault(ProtocolCodes.DuplicateMember, $"\"{member}\" stands twice in one object; give it once");
        }

        seen = true;
    }

    /// <summary>Passes over the value on which the reader stands, and gives its bytes.</summary>
    /// <param name="extraDepth">What the value may nest beyond the limit: tensor data, before its shape is known.</param>
    internal ReadOnlyMemory<byte> Skip(int extraDepth = 0)
    {
        var start = (int)Reader.TokenStartIndex;
        var depth = Reader.CurrentDepth;
        while (true)
        {
            if (Reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                if (Reader.CurrentDepth >= _maxDepth + extraDepth)
                {
                    throw Fault(ProtocolCodes.NestedTooDeep, $"objects and arrays are nested more than {_maxDepth + extraDepth} deep");
                }
            }
            else if (Reader.CurrentDepth == depth)
            {
                return _bytes[start..(int)Reader.BytesConsumed];
            }

            Read();
        }
    }

    /// <summary>The bytes from a token's start to the end of the present one.</summary>
    internal readonly ReadOnlyMemory<byte> From(long tokenStart) => _bytes[(int)tokenStart..(int)Reader.BytesConsumed];

    /// <summary>Reads a string that is not empty and not longer than the limit.</summary>
    internal readonly string ReadName(string what, int maxBytes, bool mayBeEmpty = false)
    {
        Expect(JsonTokenType.String, "a string");
        return Bounded(what, maxBytes, mayBeEmpty);
    }

    /// <summary>The text of the present property name or string, bounded.</summary>
    internal readonly string Bounded(string what, int maxBytes, bool mayBeEmpty = false)
    {
        var text = Reader.ValueSpan.Length > maxBytes * 6 ? null : Reader.GetString()!; // an escape takes six bytes for one
        if (text is null || Encoding.UTF8.GetByteCount(text) > maxBytes || (text.Length == 0 && !mayBeEmpty))
        {
            throw Fault(
                ProtocolCodes.InvalidName,
                text?.Length == 0 ? $"{what} is empty" : $"{what} is longer than {maxBytes} bytes of UTF-8");
        }

        return text;
    }

    internal readonly ProtocolException Fault(string code, string message, scoped ReadOnlySpan<long> position = default) =>
        new(ProtocolFault.BadRequest(code, $"{Place.Format(position)} (byte {Offset}): {message}."));

    /// <summary>The fault for what the reader itself refused.</summary>
    internal readonly ProtocolException Malformed(JsonException error)
    {
        var at = (int)Math.Min(Reader.BytesConsumed, _bytes.Length);
        if (Reader.CurrentDepth >= ReaderDepth)
        {
            return Fault(ProtocolCodes.NestedTooDeep, $"objects and arrays are nested more than {ReaderDepth} deep");
        }

        var rest = _bytes.Span[at..].TrimStart(" \t\r\n,:"u8).TrimStart((byte)'-');
        var what = rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8)
            ? "NaN and Infinity are no JSON numbers; numbers are finite"
            : "this is not JSON (RFC 8259, without comments and trailing commas)";
        return new(ProtocolFault.BadRequest(
            ProtocolCodes.MalformedJson,
            $"{Place.Format([])} (byte {_offset + at}, line {error.LineNumber + 1}): {what}."));
    }

    internal static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };
}
