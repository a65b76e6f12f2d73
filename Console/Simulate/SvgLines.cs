using System.Globalization;
using System.Net;
using System.Text;

namespace Krewe.Commands.Simulate;

/// <summary>Lines over time, as SVG without anything from elsewhere.</summary>
internal static class SvgLines
{
    private const int Width = 900;
    private const int Height = 240;
    private const int Left = 70;
    private const int Right = 140;
    private const int Top = 30;
    private const int Bottom = 30;
    private const int Ticks = 4;

    // More points than this no screen shows.
    private const int MostPoints = 600;
    private static readonly string[] Colours = ["#1b6ca8", "#c2452d", "#2e8540", "#8a5aa8", "#b8860b", "#008b8b", "#8b3a62", "#556b2f", "#4b4b4b", "#e07b39"];

    /// <summary>Draws lines that share their axes.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="hours">The length of time.</param>
    /// <param name="lines">Name and values, evenly over time.</param>
    public static string Draw(string title, double hours, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> lines)
    {
        var most = Math.Max(1e-9, lines.SelectMany(line => line.Values).DefaultIfEmpty(0).Max());
        double Y(double value) => Height - Bottom - (value / most * (Height - Top - Bottom));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n");
        Text(svg, Left, Top - 12, title);
        for (var tick = 0; tick <= Ticks; tick++)
        {
            var (value, x) = (most * tick / Ticks, Left + ((Width - Left - Right) * tick / (double)Ticks));
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(value):0.#}H{Width - Right}\" stroke=\"#ddd\"/>\n");
            Text(svg, 4, Y(value) + 4, value.ToString("0.###", CultureInfo.InvariantCulture));
            Text(svg, x - 8, Height - 8, string.Create(CultureInfo.InvariantCulture, $"{hours * tick / Ticks:0.##} h"));
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var colour = Colours[i % Colours.Length];
            svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" points=\"{Points(lines[i].Values, Y)}\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Width - Right + 8}\" y=\"{Top + (16 * i) - 8}\" width=\"8\" height=\"8\" fill=\"{colour}\"/>\n");
            Text(svg, Width - Right + 22, Top + (16 * i), lines[i].Name);
        }

        return svg.Append("</svg>\n").ToString();
    }

    // The highest of neighbours, so that no peak is lost.
    private static string Points(IReadOnlyList<double> values, Func<double, double> y)
    {
        var size = Math.Max(1, (values.Count + MostPoints - 1) / MostPoints);
        var folded = values.Chunk(size).Select(chunk => chunk.Max()).ToArray();
        return string.Join(' ', folded.Select((value, i) => string.Create(
            CultureInfo.InvariantCulture, $"{Left + ((Width - Left - Right) * (i + 0.5) / folded.Length):0.#},{y(value):0.#}")));
    }

    private static void Text(StringBuilder svg, double x, double y, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\">{WebUtility.HtmlEncode(text)}</text>\n");
}
