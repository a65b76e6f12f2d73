using System.Buffers.Text;
using System.Diagnostics;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Escapes of JSON strings that no text stands for.</summary>
internal static class JsonEscapes
{
    /// <summary>
    /// Whether a well-formed JSON string has half of a surrogate pair as a \u escape. The grammar allows it, but it is no
    /// Unicode text: readers replace it, or fail when they decode it.
    /// </summary>
    /// <param name="escaped">The string's bytes without quotes, its escapes valid.</param>
    internal static bool HasLoneSurrogate(ReadOnlySpan<byte> escaped)
    {
        var high = false;
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                if (high)
                {
                    return true;
                }

                var next = escaped[i..].IndexOf((byte)'\\');
                if (next < 0)
                {
                    return false;
                }

                i += next;
            }

            if (escaped[++i] != 'u')
            {
                if (high)
                {
                    return true;
                }

                continue;
            }

            var parsed = Utf8Parser.TryParse(escaped.Slice(i + 1, 4), out ushort unit, out _, 'x');
            Debug.Assert(parsed, "The JSON reader has checked the escape.");
            i += 4;
            if (high != char.IsLowSurrogate((char)unit))
            {
                return true;
            }

            high = char.IsHighSurrogate((char)unit);
        }

        return high;
    }
}
