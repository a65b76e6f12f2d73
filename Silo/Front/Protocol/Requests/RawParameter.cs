using System.Buffers.Text;
using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>One parameter as it was sent.</summary>
/// <param name="Name">Its decoded name.</param>
/// <param name="Kind">String, Number, True or False.</param>
/// <param name="Value">The JSON of its value, a slice of the message.</param>
internal readonly record struct RawParameter(string Name, JsonTokenType Kind, ReadOnlyMemory<byte> Value)
{
    /// <summary>The value as an integer without fraction and exponent; null when it is none, or no 64 bits hold it.</summary>
    internal long? AsInteger()
    {
        var read = Utf8Parser.TryParse(Value.Span, out long number, out var length);
        return Kind == JsonTokenType.Number && read && length == Value.Length ? number : null;
    }

    /// <summary>The decoded string; null when it is none.</summary>
    internal string? AsString()
    {
        if (Kind != JsonTokenType.String)
        {
            return null;
        }

        var reader = new Utf8JsonReader(Value.Span);
        reader.Read();
        return reader.GetString();
    }
}
