using System.Collections.Immutable;
using System.Globalization;
using Krewe.Admin.History;
using Krewe.Commands.Output;

namespace Krewe.Commands.Top;

/// <summary>The models of the live view: rate, queue and 99th percentile, each with what went before.</summary>
internal static class ModelRows
{
    private const int WithReady = 50;
    private const int WithSparklines = 72;
    private const int ReadyWidth = 8;
    private const int ValueWidth = 8;
    private const int ErrorsWidth = 7;
    private const int MostSparkline = ModelSeries.Seconds;

    /// <summary>The heading and a row for each.</summary>
    public static ImmutableArray<Line> Render(TopState state, int width, Pictures pictures)
    {
        var models = state.Models().ToArray();
        var (ready, pictured) = (width >= WithReady, width >= WithSparklines);
        var name = Math.Clamp(models.Select(model => Words.Of(model.Model).Length).DefaultIfEmpty(5).Max(), 5, Math.Max(5, width / 4)) + 2;
        var taken = name + (ready ? ReadyWidth + ErrorsWidth : 0) + (3 * ValueWidth) + (pictured ? 3 : 0);
        var spark = pictured ? Math.Clamp((width - taken) / 3, 0, MostSparkline) : 0;
        var rows = ImmutableArray.CreateBuilder<Line>();
        rows.Add(Line.Of(
            Head("MODEL", name, right: false),
            ready ? Head("READY", ReadyWidth) : "",
            Value("REQ/S", spark),
            Value("QUEUE", spark),
            Value("P99", spark),
            ready ? Head("ERR/S", ErrorsWidth) : ""));
        foreach (var model in models)
        {
            rows.Add(Row(model, state.Series.GetValueOrDefault(model.Model.ToString(), ModelSeries.Empty), name, ready, spark, pictures));
        }

        return rows.ToImmutable();
    }

    private static Line Row(LiveModel model, ModelSeries series, int name, bool ready, int spark, Pictures pictures)
    {
        int? waiting = model.Waiting.IsDefaultOrEmpty ? null : model.Waiting.Sum();
        return Line.Of(
            new Span(Words.Of(model.Model), Tone.Strong).Fit(name),
            ready ? new Span(string.Create(CultureInfo.InvariantCulture, $"{model.Ready}/{model.Wanted}"), Readiness(model)).Fit(ReadyWidth, right: true) : "",
            Value(Words.Number(model.Requests)),
            Picture(series.Rate, spark, pictures),
            Value(waiting is { } count ? Words.Number(count) : "-"),
            Picture(series.Queue, spark, pictures),
            Value(model.P99 is { } p99 ? Latency(p99) : "-"),
            Picture(series.P99, spark, pictures),
            ready ? new Span(Words.Number(model.Errors), model.Errors > 0 ? Tone.Bad : Tone.Plain).Fit(ErrorsWidth, right: true) : "");
    }

    /// <summary>Three digits and a unit.</summary>
    internal static string Latency(TimeSpan value) => value.TotalSeconds switch
    {
        >= 100 => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0} s"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.0} s"),
        >= 0.1 => string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds:0} ms"),
        >= 0.001 => string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.TotalMicroseconds:0} us"),
    };

    private static Tone Readiness(LiveModel model) => model.Ready >= model.Wanted ? Tone.Good : model.Ready == 0 ? Tone.Bad : Tone.Warning;

    private static Span Value(string text, int spark = 0) => spark > 0
        ? new Span(text.PadLeft(ValueWidth) + new string(' ', spark + 1), Tone.Quiet)
        : new Span(text).Fit(ValueWidth, right: true);

    private static Span Picture(ImmutableArray<double?> values, int width, Pictures pictures) =>
        width <= 0 ? "" : new Span(" " + pictures.Sparkline(values, width), Tone.Picture);

    private static Span Head(string text, int width, bool right = true) => new Span(text, Tone.Quiet).Fit(width, right);
}
