namespace Krewe.Commands.Top;

/// <summary>Amounts as characters: bars for shares, sparklines for what went before.</summary>
internal sealed class Pictures
{
    /// <summary>Block characters, in eighths.</summary>
    public static readonly Pictures Unicode = new("▁▂▃▄▅▆▇█", "▏▎▍▌▋▊▉█", '░');

    /// <summary>For terminals that show nothing else.</summary>
    public static readonly Pictures Ascii = new("_.-=+*%#", "#", '-');

    private readonly string _levels;
    private readonly string _parts;
    private readonly char _rest;

    private Pictures(string levels, string parts, char rest) => (_levels, _parts, _rest) = (levels, parts, rest);

    /// <summary>A bar of that many columns; a share above none shows at least its smallest part.</summary>
    /// <param name="share">0 to 1; what is beyond is cut, null is no bar.</param>
    /// <param name="width">Columns.</param>
    public string Bar(double? share, int width)
    {
        if (width <= 0)
        {
            return "";
        }

        if (share is not { } known || double.IsNaN(known))
        {
            return new string(' ', width);
        }

        var steps = (int)Math.Round(Math.Clamp(known, 0, 1) * width * _parts.Length);
        steps = known > 0 ? Math.Max(steps, 1) : steps;
        var (whole, part) = Math.DivRem(steps, _parts.Length);
        var full = new string(_parts[^1], whole);
        return (part == 0 ? full : full + _parts[part - 1]).PadRight(width, _rest);
    }

    /// <summary>The newest values, the last at the right, as high as they are among those shown; what is not known is a gap.</summary>
    /// <param name="values">Oldest first.</param>
    /// <param name="width">Columns.</param>
    public string Sparkline(IReadOnlyList<double?> values, int width)
    {
        if (width <= 0)
        {
            return "";
        }

        var shown = values.Skip(Math.Max(0, values.Count - width)).ToArray();
        var most = shown.Max() ?? 0;
        return string.Concat(shown.Select(value => value is not { } known ? ' ' : Level(known, most))).PadLeft(width);
    }

    /// <summary>What is above nothing is above the lowest level.</summary>
    private char Level(double value, double most) => value <= 0 || most <= 0
        ? _levels[0]
        : _levels[Math.Clamp((int)Math.Ceiling(value / most * (_levels.Length - 1)), 1, _levels.Length - 1)];
}
