using System.Diagnostics.Metrics;
using System.Globalization;
using Krewe.Silo.Metrics.Exposition;

namespace Krewe.Silo.Tests.Metrics;

public sealed class PrometheusExporterTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly PrometheusExporter _exporter;

    public PrometheusExporterTests() => _exporter = new PrometheusExporter(_meter);

    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Write_AllKinds_IsThePrometheusFormat()
    {
        var counter = _meter.CreateCounter<long>("b_total", description: "A counter.\nWith \\ in its help.");
        counter.Add(2, new("model", "m"), new("class", "batch"));
        counter.Add(3, new("model", "m"), new("class", "batch"));
        counter.Add(1, new("model", "a\\b\"c\nd\u00e4"), new("class", null));
        var histogram = _meter.CreateHistogram("c_seconds", null, "A histogram.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1, 10] });
        foreach (var value in new[] { 0.05, 0.1, 0.5, 5, 50, double.NaN })
        {
            histogram.Record(value, new KeyValuePair<string, object?>("model", "m"));
        }

        _meter.CreateObservableGauge("a_ratio", () => 0.25, description: "A gauge.");
        _meter.CreateObservableCounter("d_total", () => new Measurement<long>(7, new KeyValuePair<string, object?>("generation", "0")), description: "Observed.");

        Assert.Equal(
            """
            # HELP a_ratio A gauge.
            # TYPE a_ratio gauge
            a_ratio 0.25
            # HELP b_total A counter.\nWith \\ in its help.
            # TYPE b_total counter
            b_total{class="",model="a\\b\"c\ndä"} 1
            b_total{class="batch",model="m"} 5
            # HELP c_seconds A histogram.
            # TYPE c_seconds histogram
            c_seconds_bucket{model="m",le="0.1"} 2
            c_seconds_bucket{model="m",le="1"} 3
            c_seconds_bucket{model="m",le="10"} 4
            c_seconds_bucket{model="m",le="+Inf"} 5
            c_seconds_sum{model="m"} 55.65
            c_seconds_count{model="m"} 5
            # HELP d_total Observed.
            # TYPE d_total counter
            d_total{generation="0"} 7

            """,
            Write());
    }

    [Fact]
    public void Write_Observed_IsWhatIsThereNow()
    {
        string[] models = ["a", "b"];
        _meter.CreateObservableGauge("replicas", () => models.Select(model => new Measurement<int>(1, new KeyValuePair<string, object?>("model", model))));

        Assert.Equal(["replicas{model=\"a\"} 1", "replicas{model=\"b\"} 1"], Samples());
        models = ["b"];
        Assert.Equal(["replicas{model=\"b\"} 1"], Samples());
    }

    [Fact]
    public void Write_Filter_LeavesTheOthersOut()
    {
        _meter.CreateCounter<long>("a_total").Add(1);
        _meter.CreateCounter<long>("b_total").Add(1);

        Assert.Equal(["b_total 1"], Samples(name => name[0] == 'b'));
    }

    [Fact]
    public void Record_MoreSeriesThanTheBound_GoToOneOverflowSeries()
    {
        var counter = _meter.CreateCounter<long>("a_total");
        for (var i = 0; i < MetricAggregate.MaxSeries + 500; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("model", i.ToString(CultureInfo.InvariantCulture)));
        }

        counter.Add(1, new KeyValuePair<string, object?>("model", "0"));
        var samples = Samples();
        Assert.Equal(MetricAggregate.MaxSeries + 1, samples.Count);
        Assert.Contains("a_total{overflow=\"true\"} 500", samples);
        Assert.Contains("a_total{model=\"0\"} 2", samples);
    }

    [Fact]
    public void Record_ObservedMoreThanTheBound_OverflowIsTheirSumInEachScrape()
    {
        _meter.CreateObservableGauge("a", () => Enumerable.Range(0, MetricAggregate.MaxSeries + 3)
            .Select(i => new Measurement<int>(2, new KeyValuePair<string, object?>("model", i.ToString(CultureInfo.InvariantCulture)))));

        Assert.Contains("a{overflow=\"true\"} 6", Samples());
        Assert.Contains("a{overflow=\"true\"} 6", Samples());
    }

    [Fact]
    public void Record_ManyThreads_NothingIsLost()
    {
        const int Threads = 4;
        const int Each = 20_000;
        var counter = _meter.CreateCounter<long>("a_total");
        var histogram = _meter.CreateHistogram("b_seconds", null, null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1] });
        Parallel.For(0, Threads, thread =>
        {
            for (var i = 0; i < Each; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("model", i % 8 == 0 ? "a" : "b"));
                histogram.Record(0.5);
            }
        });

        Assert.Equal(
            ["a_total{model=\"a\"} 10000", "a_total{model=\"b\"} 70000", "b_seconds_bucket{le=\"1\"} 80000", "b_seconds_bucket{le=\"+Inf\"} 80000", "b_seconds_sum 40000", "b_seconds_count 80000"],
            Samples());
    }

    [Fact]
    public void Record_KnownSeries_AllocatesNothing()
    {
        var counter = _meter.CreateCounter<long>("a_total");
        void Add() => counter.Add(1, new KeyValuePair<string, object?>("model", "m"), new("class", "batch"));
        Add();
        Add();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Add();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Write_OtherMeterOfTheSameName_IsNotHeard()
    {
        using var other = new Meter("test");
        other.CreateCounter<long>("other_total").Add(1);

        Assert.Equal("", Write());
    }

    private List<string> Samples(Func<string, bool>? filter = null) =>
        [.. Write(filter).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    private string Write(Func<string, bool>? filter = null)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        _exporter.Write(writer, filter);
        return writer.ToString();
    }
}
