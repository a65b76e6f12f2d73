namespace Krewe.Commands.Top;

/// <summary>A piece of a line.</summary>
internal readonly record struct Span(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Span(string text) => new(text);

    /// <summary>The same with exactly that many columns: cut with an ellipsis, or filled with spaces.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="right">Whether the text stands at the right.</param>
    public Span Fit(int width, bool right = false) => this with
    {
        Text = width <= 0 ? ""
            : Text.Length > width ? (width > 1 ? Text[..(width - 1)] + "~" : Text[..1])
            : right ? Text.PadLeft(width) : Text.PadRight(width),
    };
}
