using System.Collections.Immutable;
using System.Text.Json;
using Krewe.Bench.Forecasting;
using Krewe.Planning.Traces;

namespace Krewe.Bench.Faro;

/// <summary>The requests of Faro's experiment, and those of earlier days from the file of series.</summary>
internal static class FaroTrace
{
    public const string SeriesName = "faro_10jobs_11days_6h_per_minute.csv";

    /// <summary>The day that is replayed: one JSON object a line, with the requests of each job in that minute.</summary>
    public static RateTrace Read(string path)
    {
        var lines = File.ReadLines(path).Where(line => line.Length > 0)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("counts").EnumerateObject()
                .Select(job => (job.Name, Count: job.Value.EnumerateObject().Sum(part => part.Value.GetInt32()))).ToArray()).ToArray();
        if (lines.Length == 0 || lines.Any(line => line.Length != lines[0].Length))
        {
            throw new InvalidDataException($"{path}: expected one JSON object a line, each with the counts of the same jobs.");
        }

        return new RateTrace(
            [.. lines[0].Select(job => job.Name)],
            [.. Enumerable.Range(0, lines[0].Length).Select(job => lines.Select(line => line[job].Count).ToImmutableArray())]);
    }

    /// <summary>One sample of an earlier day, in the order of the jobs.</summary>
    public static RateTrace OfDay(SeriesFile file, IReadOnlyList<string> functions, int day, int sample) => new(
        [.. functions.Select((_, job) => $"job{job}")],
        [.. functions.Select(function => file.Rows.Single(row => row.Function == function && row.Day == day && row.Sample == sample)
            .Counts.Select(count => (int)count).ToImmutableArray())]);

    /// <summary>Which function each job of the replayed day is: the one whose counts of that day, first sample, are the same.</summary>
    public static IReadOnlyList<string> Functions(SeriesFile file, RateTrace trace, int day) =>
    [
        .. trace.Counts.Select(counts => file.Rows.FirstOrDefault(row => row.Day == day && row.Sample == 0 && counts.Select(count => (double)count).SequenceEqual(row.Counts))?.Function
            ?? throw new InvalidDataException($"No series of day {day} is the one of a job: the file of series belongs to another replay.")),
    ];
}
