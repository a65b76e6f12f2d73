using System.Globalization;
using System.Text;

namespace Krewe.Bench.Placement;

/// <summary>One line over labelled axes, as SVG without anything from elsewhere.</summary>
internal static class SvgPlot
{
    private const int Width = 640;
    private const int Height = 400;
    private const int Margin = 64;
    private const int Ticks = 5;

    public static string Draw(string title, string across, string up, IReadOnlyCollection<(double X, double Y)> points)
    {
        var (left, right) = Range(points.Select(point => point.X));
        var (low, high) = Range(points.Select(point => point.Y));
        double X(double value) => Margin + ((value - left) / (right - left) * (Width - (2 * Margin)));
        double Y(double value) => Height - Margin - ((value - low) / (high - low) * (Height - (2 * Margin)));

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        Text(svg, Width / 2, Margin / 2, "middle", title);
        Text(svg, Width / 2, Height - (Margin / 4), "middle", across);
        Text(svg, Margin / 4, Margin - 12, "start", up);
        for (var tick = 0; tick <= Ticks; tick++)
        {
            var (x, y) = (left + ((right - left) * tick / Ticks), low + ((high - low) * tick / Ticks));
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Margin} {Y(y):0.#}H{Width - Margin}M{X(x):0.#} {Height - Margin}v5\" stroke=\"#bbb\" fill=\"none\"/>\n");
            Text(svg, X(x), Height - Margin + 20, "middle", x.ToString("0.##", CultureInfo.InvariantCulture));
            Text(svg, Margin - 6, Y(y) + 4, "end", y.ToString("0.00", CultureInfo.InvariantCulture));
        }

        var line = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.#},{Y(point.Y):0.#}")));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"#1f5fbf\" stroke-width=\"2\"/>\n");
        foreach (var (x, y) in points)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(x):0.#}\" cy=\"{Y(y):0.#}\" r=\"3.5\" fill=\"#1f5fbf\"><title>{x:0.##} {y:0.00}</title></circle>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)}</text>\n");

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        var (low, high) = (values.DefaultIfEmpty(0).Min(), values.DefaultIfEmpty(0).Max());
        return high - low < 1e-9 ? (low - 0.5, high + 0.5) : (low, high);
    }
}
