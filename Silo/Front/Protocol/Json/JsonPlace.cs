using System.Globalization;
using System.Text;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Where in a message a reader is. Setting it costs nothing; the text is made only for a fault.</summary>
internal struct JsonPlace
{
    /// <summary>The top-level member, for example <c>inputs</c>; null at the top.</summary>
    internal string? Section;

    /// <summary>The index in the section's array; negative when it is none.</summary>
    internal int Index;

    /// <summary>The member in it, for example <c>shape</c>.</summary>
    internal string? Member;

    /// <summary>The name of the parameter in the member or section.</summary>
    internal string? Parameter;

    internal readonly string Format(scoped ReadOnlySpan<long> position)
    {
        var text = new StringBuilder(Section ?? "the body");
        Append(text, Section is null ? -1 : Index);
        foreach (var name in (ReadOnlySpan<string?>)[Member, Parameter])
        {
            if (name is not null)
            {
                text.Append('.').Append(ProtocolText.Shown(name));
            }
        }

        foreach (var index in position)
        {
            Append(text, index);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, long index)
    {
        if (index >= 0)
        {
            text.Append('[').Append(index.ToString(CultureInfo.InvariantCulture)).Append(']');
        }
    }
}
