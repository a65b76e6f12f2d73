using Krewe.Scheduling.Forecasting;
using Krewe.Scheduling.Forecasting.History;

namespace Krewe.Bench.Forecasting;

/// <summary>The series that learn together, with their past up to the end of the training days and what came after.</summary>
internal sealed class SeriesGroup
{
    private SeriesGroup(string name, int sample, IReadOnlyList<SeriesRow> rows, DayRange train, DayRange test, ForecastOptions options)
    {
        Name = name;
        Sample = sample;
        History = new StepHistory(options.Season * (train.Last - train.First + 1));
        foreach (var row in rows.Where(row => train.Contains(row.Day)).OrderBy(row => row.Day))
        {
            for (var step = 0; step < row.Counts.Length; step++)
            {
                History.Append(((long)row.Day * options.Season) + step, row.Counts[step]);
            }
        }

        Tests = [.. rows.Where(row => test.Contains(row.Day)).OrderBy(row => row.Day)];
        Naive = MeanChange(rows.Where(row => train.Contains(row.Day)));
    }

    public string Name { get; }

    public int Sample { get; }

    /// <summary>The training days.</summary>
    public StepHistory History { get; }

    /// <summary>The test days.</summary>
    public IReadOnlyList<SeriesRow> Tests { get; }

    /// <summary>The mean absolute change from step to step in the training days: the unit of MASE.</summary>
    public double Naive { get; }

    /// <summary>The groups of a file; each has the series of one function.</summary>
    public static IReadOnlyList<SeriesGroup[]> Of(SeriesFile file, DayRange train, DayRange test, ForecastOptions options) =>
    [
        .. file.Rows.GroupBy(row => row.Function, StringComparer.Ordinal).OrderBy(function => function.Key, StringComparer.Ordinal)
            .Select(function => function.GroupBy(row => row.Sample).OrderBy(sample => sample.Key)
                .Select(sample => new SeriesGroup(NameOf(file, sample.First()), sample.Key, [.. sample], train, test, options))
                .Where(series => series.History.Count > 0 && series.Tests.Count > 0).ToArray())
            .Where(group => group.Length > 0),
    ];

    /// <summary>True where some series has days to learn from and to be judged by.</summary>
    public static bool Any(SeriesFile file, DayRange train, DayRange test) =>
        file.Rows.GroupBy(row => (row.Function, row.Sample)).Any(series => series.Any(row => train.Contains(row.Day) && row.Counts.Length > 0) && series.Any(row => test.Contains(row.Day)));

    private static string NameOf(SeriesFile file, SeriesRow row)
    {
        var name = row.Function.Length > 12 ? row.Function[..12] : row.Function;
        return file.HasSamples ? $"{name}/{row.Sample}" : name;
    }

    private static double MeanChange(IEnumerable<SeriesRow> rows)
    {
        var changes = rows.SelectMany(row => row.Counts.Zip(row.Counts.Skip(1), (before, after) => Math.Abs(after - before)))
            .Where(double.IsFinite).ToArray();
        return Math.Max(1e-3, changes.Length == 0 ? 1 : changes.Average());
    }
}
