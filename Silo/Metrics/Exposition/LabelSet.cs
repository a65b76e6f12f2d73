using System.Text;

namespace Krewe.Silo.Metrics.Exposition;

/// <summary>The labels of one series, in the order of their names, and as text.</summary>
internal sealed class LabelSet
{
    /// <summary>Where measurements go once a metric has all the series that it may have.</summary>
    public static readonly LabelSet Overflow = new([new("overflow", "true")]);

    /// <summary>Copies labels; their order does not matter.</summary>
    public LabelSet(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Tags = [.. tags];
        var sorted = Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var (name, value) in sorted)
        {
            if (text.Length > 0)
            {
                text.Append(',');
            }

            text.Append(name).Append("=\"");
            Escape(text, value?.ToString() ?? "");
            text.Append('"');
        }

        Text = text.ToString();
    }

    /// <summary>As they came.</summary>
    public KeyValuePair<string, object?>[] Tags { get; }

    /// <summary>As they are written between braces.</summary>
    public string Text { get; }

    private static void Escape(StringBuilder text, string value)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append("\\\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append("\\n"),
                _ => text.Append(c),
            };
        }
    }
}
