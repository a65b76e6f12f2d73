using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Commands.Top;
using Krewe.Forecasting;
using Krewe.Specs;

namespace Krewe.Commands.Forecast;

/// <summary>A forecast for people: a line that shows it, some moments in numbers, what was out of the ordinary.</summary>
internal static class ForecastText
{
    // Columns of each half of the picture, and moments in the table.
    private const int Columns = 40;
    private const int Rows = 8;

    public static void Write(ForecastView view, Surroundings surroundings)
    {
        var output = surroundings.Output;
        output.WriteLine($"{view.Model}: {State(view)}");
        if (view.Forecast.IsEmpty)
        {
            return;
        }

        output.WriteLine();
        var past = Fold([.. view.History.Select(point => point.Rate)]);
        var ahead = Fold([.. view.Forecast.Select(point => (double?)point.Mean)]);

        // One line for both, so that their heights can be compared.
        var line = Pictures.Unicode.Sparkline([.. past, .. ahead], past.Length + ahead.Length);
        output.WriteLine($"{line[..past.Length]}|{line[past.Length..]}");
        output.WriteLine("past".PadRight(past.Length) + "|ahead");
        output.WriteLine();
        Moments(view, surroundings);
        output.WriteLine();
        output.WriteLine($"peak within the horizon, 95 % bound: {Rate(view.Peak)} requests/s");
        if (!view.Weights.IsEmpty)
        {
            output.WriteLine("by: " + string.Join(", ", view.Weights.Take(5).Select(weight => string.Create(CultureInfo.InvariantCulture, $"{weight.Name} {weight.Weight:0 %}"))));
        }

        if (!view.Scores.IsEmpty)
        {
            output.WriteLine("error of late: " + string.Join(", ", view.Scores.Where(score => score.Error is not null).Select(score => string.Create(
                CultureInfo.InvariantCulture, $"{score.Error:0 %} {SpecUnits.FormatDuration(score.Horizon)} ahead (95 % bound holds in {score.Coverage:0 %})"))));
        }

        Anomalies(view, output);
    }

    private static string State(ForecastView view) => view.LearnedAt is { } learned
        ? $"{SpecUnits.FormatDuration(view.Known)} of history, learned at {Words.Time(learned)}"
        : view.Known == TimeSpan.Zero ? "nothing is known yet" : $"{SpecUnits.FormatDuration(view.Known)} of history; it goes on from the last rates until it has learned";

    private static void Moments(ForecastView view, Surroundings surroundings)
    {
        var table = new TableWriter(surroundings, "AT", "MEAN/S", "5 %", "MEDIAN", "95 %");
        var every = Math.Max(1, (view.Forecast.Length + Rows - 1) / Rows);
        for (var i = 0; i < view.Forecast.Length; i += every)
        {
            var point = view.Forecast[i];
            table.Row(Words.Time(point.At), Rate(point.Mean), Rate(point.Lower), Rate(point.Median), Rate(point.Upper));
        }

        table.Write();
    }

    private static void Anomalies(ForecastView view, TextWriter output)
    {
        if (view.Anomalies.IsEmpty)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("out of the ordinary, oldest first:");
        foreach (var anomaly in view.Anomalies)
        {
            var rate = anomaly.Rate is { } known ? $": {Rate(known)} requests/s" : "";
            var expected = anomaly.Expected is { } other ? $", {Rate(other)} expected" : "";
            output.WriteLine($"  {Words.Time(anomaly.At)} {Words.Of(anomaly.Kind)}{rate}{expected}");
        }
    }

    // The highest of neighbours: a peak must not vanish between two columns.
    private static double?[] Fold(double?[] values)
    {
        var size = Math.Max(1, (values.Length + Columns - 1) / Columns);
        return [.. values.Chunk(size).Select(part => part.Max())];
    }

    private static string Rate(double rate) => rate.ToString(rate < 10 ? "0.##" : "0", CultureInfo.InvariantCulture);
}
