using System.Globalization;

namespace Krewe.Bench.Forecasting;

/// <summary>A file of counts: <c>hash,sample,day,counts</c> or <c>hash,day,counts</c>, by position, one head line, counts separated by blanks.</summary>
internal sealed class SeriesFile
{
    private const int WithSample = 4;

    private SeriesFile(List<SeriesRow> rows, bool hasSamples)
    {
        Rows = rows;
        HasSamples = hasSamples;
        StepsPerDay = rows.Max(row => row.Counts.Length);
    }

    public IReadOnlyList<SeriesRow> Rows { get; }

    public bool HasSamples { get; }

    public int StepsPerDay { get; }

    public static SeriesFile Read(string path)
    {
        var rows = new List<SeriesRow>();
        var columns = 0;
        var number = 1;
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            number++;
            if (line.Length > 0)
            {
                var cells = line.Split(',');
                columns = columns == 0 ? cells.Length : columns;
                rows.Add(Parse(cells, columns) ?? throw new InvalidDataException(
                    $"{path}, line {number}: expected 'hash,sample,day,counts' or 'hash,day,counts', all lines alike."));
            }
        }

        return rows.Count > 0 ? new SeriesFile(rows, columns == WithSample) : throw new InvalidDataException($"{path} has no line of counts.");
    }

    private static SeriesRow? Parse(string[] cells, int columns)
    {
        var sample = 0;
        if (cells.Length != columns || columns is not (WithSample or WithSample - 1)
            || (columns == WithSample && !int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out sample))
            || !int.TryParse(cells[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var day))
        {
            return null;
        }

        var counts = cells[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) ? count : double.NaN);
        return new SeriesRow(cells[0], sample, day, [.. counts]);
    }
}
