using System.Collections.Immutable;
using System.Text;
using Krewe.Commands.Terminal;

namespace Krewe.Commands.Top;

/// <summary>A line of the live view.</summary>
internal sealed record Line(ImmutableArray<Span> Spans)
{
    public static Line Empty { get; } = new([]);

    public static Line Of(params ReadOnlySpan<Span> spans) => new([.. spans]);

    public int Width => Spans.Sum(span => span.Text.Length);

    /// <summary>Its text alone, without spaces at its end.</summary>
    public override string ToString() => string.Concat(Spans.Select(span => span.Text)).TrimEnd();

    /// <summary>The same, not wider than that.</summary>
    public Line Cut(int width)
    {
        if (Width <= width)
        {
            return this;
        }

        var spans = ImmutableArray.CreateBuilder<Span>();
        var left = width;
        foreach (var span in Spans)
        {
            var text = span.Text.Length > left ? span.Text[..left] : span.Text;
            spans.Add(span with { Text = text });
            left -= text.Length;
        }

        return new Line(spans.ToImmutable());
    }

    /// <summary>With control sequences for its tones.</summary>
    public string Paint()
    {
        var text = new StringBuilder();
        foreach (var span in Spans.Where(span => span.Text.Length > 0))
        {
            var start = span.Tone switch
            {
                Tone.Strong => Ansi.Bold,
                Tone.Quiet => Ansi.Dim,
                Tone.Good => Ansi.Green,
                Tone.Warning => Ansi.Yellow,
                Tone.Bad => Ansi.Red,
                Tone.Picture => Ansi.Cyan,
                _ => "",
            };
            text.Append(start).Append(span.Text).Append(start.Length > 0 ? Ansi.Reset : "");
        }

        return text.ToString();
    }
}
