using System.Text;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Puts text of a sender into messages, bounded.</summary>
internal static class ProtocolText
{
    /// <summary>Characters of a sender's text that a message repeats at most.</summary>
    internal const int QuotedCharacters = 200;

    /// <summary>Characters of a whole message at most.</summary>
    internal const int MessageCharacters = 2_000;

    internal static string Quote(string text) => $"\"{Shown(text)}\"";

    /// <summary>A sender's text, cut, and without control characters, so that it forges no line of a log.</summary>
    internal static string Shown(string text)
    {
        var cut = Cut(text, QuotedCharacters);
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(c => char.IsControl(c) ? '\ufffd' : c)) : cut;
    }

    /// <summary>Quotes the bytes of a JSON token, which may be invalid UTF-8 or very long.</summary>
    internal static string Quote(ReadOnlySpan<byte> utf8) =>
        // One character takes at most four bytes, so this prefix holds what is shown.
        Quote(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, (QuotedCharacters + 1) * 4)]));

    /// <summary>Cuts a text without splitting a surrogate pair, and says by an ellipsis that it did.</summary>
    internal static string Cut(string text, int characters)
    {
        if (text.Length <= characters)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[characters - 1]) ? characters - 1 : characters;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
