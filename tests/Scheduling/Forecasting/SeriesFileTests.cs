using System.Globalization;
using Krewe.Bench;
using Krewe.Bench.Forecasting;
using Krewe.Bench.Reporting;
using Krewe.Testing.Processes;

namespace Krewe.Scheduling.Tests.Forecasting;

/// <summary><c>bench -- forecast --data FILE</c> with files as strangers write them.</summary>
public sealed class SeriesFileTests : IDisposable
{
    private const int Steps = 48;
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("one series")]
    [InlineData("with samples")]
    [InlineData("windows line ends")]
    [InlineData("cells of text")]
    [InlineData("negative and absurd")]
    [InlineData("missing counts")]
    [InlineData("a day twice")]
    [InlineData("one day long")]
    [InlineData("all zero")]
    [InlineData("constant")]
    [InlineData("a series without test")]
    [InlineData("blank lines")]
    public async Task Run_OddFile_IsScoredInFiniteNumbers(string what)
    {
        foreach (var horizons in (string[])["", "1,10"])
        {
            var rows = await RunAsync(Odd(what), horizons);
            Assert.Contains(rows, row => row.Metric == "rmse");
            Assert.All(rows, row => Assert.True(double.IsFinite(row.Ours) && row.Ours >= 0, $"{row.Case} {row.Metric} is {row.Ours}."));
            Assert.All(rows.SelectMany(row => row.References), reference => Assert.True(double.IsFinite(reference.Value), reference.Key));
        }
    }

    [Theory]
    [InlineData("hash,day,counts", "no line of counts")]
    [InlineData("hash,day,counts\na,1", "line 2: expected 'hash,sample,day,counts' or 'hash,day,counts'")]
    [InlineData("hash,day,counts\na,one,1 2 3", "line 2: expected")]
    [InlineData("hash,day,counts\na,1,1 2 3\na,0,2,1 2 3", "line 3: expected")]
    [InlineData("hash,day,counts\na,1,1 2 3\na,11,1 2 3", "days of at least 22 steps")]
    [InlineData("hash,day,counts\na,1,\na,11,", "days of at least 22 steps")]
    public async Task Run_FileThatCannotBeScored_SaysWhy(string text, string expected)
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(text, ""));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoTestDay_SaysWhichDaysThereAre()
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(Lines(days: 5), ""));
        Assert.Contains("days 1..5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithoutFile_SaysWhatIsMissing() =>
        Assert.Contains("--data FILE", (await Assert.ThrowsAsync<ArgumentException>(() => new ForecastBenchmark().RunAsync(BenchOptions.Parse([])))).Message, StringComparison.Ordinal);

    private static string Odd(string what) => what switch
    {
        "one series" => Lines(),
        "with samples" => string.Join('\n', Lines().Split('\n').SelectMany((line, i) => i == 0
            ? ["hash,sample,day,counts"]
            : Enumerable.Range(0, 2).Select(sample => $"a,{sample}{line[1..]}"))),
        "windows line ends" => Lines().Replace("\n", "\r\n", StringComparison.Ordinal),
        "cells of text" => Lines().Replace(" 7 ", " n/a ", StringComparison.Ordinal),
        "negative and absurd" => Lines().Replace(" 7 ", " -7 ", StringComparison.Ordinal).Replace(" 9 ", " 1e300 ", StringComparison.Ordinal),
        "missing counts" => Lines(length: day => day % 3 == 0 ? 10 : Steps),
        "a day twice" => Lines() + "\n" + Lines().Split('\n')[^1] + "\n" + Lines().Split('\n')[3],
        "one day long" => Lines(length: day => day == 4 ? 20 * Steps : Steps),
        "all zero" => Lines(rate: (_, _) => 0),
        "constant" => Lines(rate: (_, _) => 5),
        "a series without test" => Lines() + "\nb,1," + string.Join(' ', Enumerable.Repeat(3, Steps)),
        "blank lines" => Lines().Replace("\n", "\n\n", StringComparison.Ordinal) + "\n",
        _ => throw new ArgumentException(what, nameof(what)),
    };

    private static string Lines(int days = 11, Func<int, int>? length = null, Func<int, int, int>? rate = null) => string.Join('\n',
    [
        "hash,day,counts",
        .. Enumerable.Range(1, days).Select(day => $"a,{day}," + string.Join(' ', Enumerable.Range(0, length?.Invoke(day) ?? Steps)
            .Select(step => (rate?.Invoke(day, step) ?? 4 + ((step * 7) + (day * 3)) % 11).ToString(CultureInfo.InvariantCulture)))),
    ]);

    private Task<IReadOnlyList<BenchRow>> RunAsync(string text, string horizons)
    {
        var file = _directory.File("series.csv");
        File.WriteAllText(file, text);
        return new ForecastBenchmark().RunAsync(BenchOptions.Parse(["--data", file, "--models", "0", .. horizons.Length > 0 ? (string[])["--horizons", horizons] : []]));
    }
}
