using System.Globalization;
using System.Text;

namespace Krewe.Bench.Slo;

/// <summary>Curves over load as SVG: no library, and the same bytes for the same figures.</summary>
internal static class SloPlot
{
    private const int Width = 420, Height = 260, Left = 52, Top = 34, PlotWidth = 340, PlotHeight = 180;
    private static readonly string[] Colours = ["#1b6ca8", "#c0392b", "#7d8a2e", "#555555"];

    /// <summary>One panel of the plot.</summary>
    /// <param name="Title">Above it.</param>
    /// <param name="Curves">Name and value by load, 0 to 1.</param>
    internal sealed record Panel(string Title, IReadOnlyList<(string Name, IReadOnlyList<(double Load, double Value)> Points)> Curves);

    public static string Draw(IReadOnlyList<Panel> panels)
    {
        const int Columns = 2;
        var rows = (panels.Count + Columns - 1) / Columns;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width * Columns}\" height=\"{Height * rows}\" font-family=\"sans-serif\" font-size=\"11\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (var at = 0; at < panels.Count; at++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({at % Columns * Width},{at / Columns * Height})\">\n");
            Draw(svg, panels[at]);
            svg.Append("</g>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Draw(StringBuilder svg, Panel panel)
    {
        var loads = panel.Curves.SelectMany(curve => curve.Points).Select(point => point.Load).ToArray();
        var (from, to) = (loads.Min(), loads.Max());
        double X(double load) => Left + (PlotWidth * (load - from) / Math.Max(1e-9, to - from));
        static double Y(double value) => Top + (PlotHeight * (1 - value));
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"18\" font-size=\"13\">{panel.Title}</text>\n");
        for (var tick = 0; tick <= 4; tick++)
        {
            var value = tick / 4.0;
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"{Y(value):0.#}\" x2=\"{Left + PlotWidth}\" y2=\"{Y(value):0.#}\" stroke=\"#dddddd\"/><text x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{value * 100:0} %</text>\n");
        }

        foreach (var load in loads.Distinct().Order())
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(load):0.#}\" y=\"{Top + PlotHeight + 16}\" text-anchor=\"middle\">{load:0.##}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + (PlotWidth / 2)}\" y=\"{Top + PlotHeight + 32}\" text-anchor=\"middle\">load: work offered by work that fits without batches</text>\n");
        for (var at = 0; at < panel.Curves.Count; at++)
        {
            var (name, points) = panel.Curves[at];
            var line = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Load):0.#},{Y(point.Value):0.#}")));
            var y = Top + PlotHeight - 8 - ((panel.Curves.Count - 1 - at) * 14);
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"{Colours[at]}\" stroke-width=\"2\"/><line x1=\"{Left + 8}\" y1=\"{y - 4}\" x2=\"{Left + 26}\" y2=\"{y - 4}\" stroke=\"{Colours[at]}\" stroke-width=\"2\"/><text x=\"{Left + 31}\" y=\"{y}\">{name}</text>\n");
        }
    }
}
