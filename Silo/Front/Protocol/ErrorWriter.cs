using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Writes <c>{"error": "CODE: message"}</c>: always valid JSON in ASCII, of bounded length, whatever the text holds.</summary>
internal static class ErrorWriter
{
    /// <summary>Writes a fault.</summary>
    internal static void Write(IBufferWriter<byte> output, ProtocolFault fault) => Write(output, fault.Code, fault.Message);

    /// <summary>Writes a code and its message.</summary>
    internal static void Write(IBufferWriter<byte> output, string code, string message)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("error"u8, WellFormed($"{code}: {ProtocolText.Cut(message, ProtocolText.MessageCharacters)}"));
        json.WriteEndObject();
    }

    /// <summary>Replaces halves of surrogate pairs, which no UTF-8 writes.</summary>
    private static string WellFormed(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(rune);
        }

        return result.ToString();
    }
}
