using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Krewe.Bench.Reporting;

/// <summary>A table for people on standard output, and the same rows as JSON.</summary>
internal static class Report
{
    // Figures of a machine that has other work are no figures of the machine: the reader is to see it.
    private const string LoadAverage = "/proc/loadavg";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(TextWriter output, string name, BenchOptions options, IReadOnlyList<BenchRow> rows)
    {
        output.WriteLine($"{name}  {string.Join(' ', options.All.Select(option => $"--{option.Key} {option.Value}"))}");
        output.WriteLine(
            $"machine: {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        if (File.Exists(LoadAverage))
        {
            output.WriteLine($"load average of the last minutes, this benchmark included: {File.ReadAllText(LoadAverage).Trim()}");
        }

        output.WriteLine();
        string[] head = ["case", "metric", "unit", "ours", "references", ""];
        var lines = rows.Select(row => (string[])
        [
            row.Case, row.Metric, row.Unit, Format(row.Ours),
            string.Join(", ", row.References.Select(reference => $"{reference.Key} {Format(reference.Value)}")),
            row.Holds switch { true => "holds", false => "DOES NOT HOLD", null => "" },
        ]).Prepend(head).ToList();
        var widths = Enumerable.Range(0, head.Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
        {
            output.WriteLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    public static async Task WriteJsonAsync(string file, IReadOnlyList<BenchRow> rows)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, rows, Json);
    }

    private static string Format(double value) => value.ToString(value is >= 100 or <= -100 ? "0" : "0.###", CultureInfo.InvariantCulture);
}
