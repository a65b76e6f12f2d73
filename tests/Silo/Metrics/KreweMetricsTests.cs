using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Krewe.Errors;
using Krewe.Forecasting;
using Krewe.Grains.Forecasting;
using Krewe.Machines;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Scaling;
using Krewe.Silo.Front;
using Krewe.Silo.Front.Quotas;
using Krewe.Silo.Metrics;
using Krewe.Silo.Metrics.Devices;
using Krewe.Silo.Metrics.Exposition;
using Krewe.Silo.Tests.Admin;
using Krewe.Silo.Tests.Backends.Weights;
using Krewe.Silo.Tests.Front.Quotas;
using Krewe.Specs;
using Krewe.Storage.Events;
using Krewe.Testing.Processes;
using Krewe.Testing.Time;

namespace Krewe.Silo.Tests.Metrics;

public sealed partial class KreweMetricsTests : IDisposable
{
    private static readonly string[] HistogramParts = ["_bucket", "_sum", "_count"];
    private readonly TestMeterFactory _meters = new();
    private readonly FixedTime _time = new(SampleCluster.Start);
    private readonly EventLogMetrics _lags = new();
    private readonly EnergyMeter _energy = new();
    private readonly DemandTally _demand = new();
    private readonly FrontQuotas _quotas;
    private readonly WeightsFixture _weights = new();
    private readonly KreweMetrics _metrics;
    private readonly PrometheusExporter _exporter;

    public KreweMetricsTests()
    {
        var time = new ManualTimeProvider();
        _quotas = new FrontQuotas(_ => new FakeLedger(time), "host-a", time);
        _metrics = new KreweMetrics(_meters, _time, _lags, _energy, _demand, _quotas, _weights.Cache);
        _exporter = new PrometheusExporter(_metrics.Meter);
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _meters.Dispose();
        _lags.Dispose();
        _quotas.Dispose();
        _weights.Dispose();
    }

    [Fact]
    public void Instruments_AreThoseOfTheCatalog_AndItsTypes()
    {
        var found = new Dictionary<string, string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter, _metrics.Meter))
                {
                    found.Add(instrument.Name, TypeOf(instrument));
                    Assert.Equal(MetricCatalog.All.Single(definition => definition.Name == instrument.Name).Help, instrument.Description);
                }
            },
        };
        listener.Start();

        Assert.Equal(
            MetricCatalog.All.Select(definition => $"{definition.Name}: {definition.Type}").Order(StringComparer.Ordinal),
            found.Select(pair => $"{pair.Key}: {pair.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Write_EventLog_ShowsTheLagOfItsGroups()
    {
        await LeaveTwoEventsAsync();

        var text = new StringWriter();
        _exporter.Write(text);

        Assert.Contains("""krewe_event_log_lag{group="audit",log="krewe"} 2""", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Forecasts_ShowTheirErrorByHorizon()
    {
        _demand.Begin(new ModelKey("default", "digits", "local"), SampleCluster.Start).Scores =
            [new ForecastScore(TimeSpan.FromMinutes(1), 0.125, 0.95), new ForecastScore(TimeSpan.FromHours(1), null, 1)];

        var text = new StringWriter();
        _exporter.Write(text);

        Assert.Contains("""krewe_forecast_error_ratio{horizon="1m",model="digits",tenant="default"} 0.125""", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("""krewe_forecast_coverage_ratio{horizon="1h",model="digits",tenant="default"} 1""", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("krewe_forecast_error_ratio{horizon=\"1h\"", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Documentation_ListsTheCatalogAndNothingElse()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "metrics.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(
            MetricCatalog.All.Select(metric =>
                $"| `{metric.Name}` | {metric.Type.ToString().ToLowerInvariant()} | {metric.Unit} | "
                + $"{(metric.Labels.IsEmpty ? "-" : string.Join(", ", metric.Labels))} | {metric.Help} |"),
            rows);
    }

    [Fact]
    public async Task EverySeries_HasTheLabelsOfItsMetric()
    {
        Fill();
        _demand.Begin(new ModelKey("default", "digits", "local"), SampleCluster.Start).Scores = [new ForecastScore(TimeSpan.FromMinutes(1), 0.125, 0.95)];
        await LeaveTwoEventsAsync();
        await _weights.UseAsync(_weights.File("weights", 1_000));
        await _quotas.TakeAsync(
            new ModelView { Spec = SampleCluster.Spec("digits") with { Queue = new QueueSpec { Quota = new QuotaSpec { RequestThousandths = 1_000 } } }, Generation = 1 }, "a", default);
        var seen = new HashSet<string>();
        foreach (var line in Lines())
        {
            var match = Sample().Match(line);
            var name = match.Groups["name"].Value;
            var metric = MetricCatalog.All.Single(definition => name == definition.Name
                || (definition.Type == MetricType.Histogram && HistogramParts.Any(part => name == definition.Name + part)));
            var labels = LabelName().Matches(match.Groups["labels"].Value).Select(label => label.Groups[1].Value).Where(label => label != "le");
            Assert.Equal(metric.Labels.Order(StringComparer.Ordinal), labels);
            seen.Add(metric.Name);
        }

        Assert.Equal(MetricCatalog.All.Select(metric => metric.Name).Order(), seen.Order());
    }

    [Fact]
    public void RequestFinished_Completed_IsCountedOnceEverywhere()
    {
        _metrics.RequestFinished(Record(RequestOutcome.Completed));

        const string Labels = "class=\"batch\",model=\"digits\",outcome=\"completed\",tenant=\"default\",version=\"1\"";
        const string Triton = "{model=\"digits\",tenant=\"default\",version=\"1\"}";
        AssertHas($"krewe_requests_total{{{Labels}}} 1");
        AssertHas($"krewe_request_duration_seconds_bucket{{{Labels},le=\"0.025\"}} 0");
        AssertHas($"krewe_request_duration_seconds_bucket{{{Labels},le=\"0.05\"}} 1");
        AssertHas("krewe_queue_duration_seconds_sum{class=\"batch\",model=\"digits\",tenant=\"default\",version=\"1\"} 0.01");
        AssertHas("krewe_service_duration_seconds_sum{class=\"batch\",model=\"digits\",tenant=\"default\",version=\"1\"} 0.02");
        AssertHas("krewe_request_body_bytes_sum{model=\"digits\",tenant=\"default\"} 300");
        AssertHas($"nv_inference_request_success{Triton} 1");
        AssertHas($"nv_inference_count{Triton} 1");
        AssertHas($"nv_inference_exec_count{Triton} 1");
        AssertHas($"nv_inference_request_duration_us{Triton} 40000");
        AssertHas($"nv_inference_queue_duration_us{Triton} 10000");
        AssertHas($"nv_inference_compute_infer_duration_us{Triton} 20000");
        Assert.DoesNotContain(Lines(), line => line.StartsWith("nv_inference_request_failure", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Refused", "REJECTED")]
    [InlineData("Expired", "REJECTED")]
    [InlineData("Cancelled", "CANCELED")]
    [InlineData("Failed", "BACKEND")]
    [InlineData("Invalid", "OTHER")]
    public void RequestFinished_Other_HasTritonsReason(string outcome, string reason)
    {
        _metrics.RequestFinished(Record(Enum.Parse<RequestOutcome>(outcome)));

        AssertHas($"nv_inference_request_failure{{model=\"digits\",reason=\"{reason}\",tenant=\"default\",version=\"1\"}} 1");
        Assert.DoesNotContain(Lines(), line => line.StartsWith("nv_inference_request_success", StringComparison.Ordinal));
    }

    [Fact]
    public void RequestFinished_RetriedExpiredRefused_AreCounted()
    {
        _metrics.RequestFinished(Record(RequestOutcome.Completed) with { Executions = 3, Retries = 2, Preemptions = 3, Hedges = 2, HedgesWon = 1, Batch = 5 });
        _metrics.RequestFinished(Record(RequestOutcome.Expired) with { Executions = 0 });
        _metrics.RequestFinished(Record(RequestOutcome.Expired));
        _metrics.RequestFinished(Record(RequestOutcome.Refused) with { Code = ErrorCodes.QueueFull });

        AssertHas("krewe_retries_total{model=\"digits\",tenant=\"default\"} 2");
        AssertHas("krewe_preemptions_total{model=\"digits\",tenant=\"default\"} 3");
        AssertHas("krewe_hedges_total{model=\"digits\",tenant=\"default\"} 2");
        AssertHas("krewe_hedges_won_total{model=\"digits\",tenant=\"default\"} 1");
        AssertHas("krewe_batch_requests_bucket{model=\"digits\",tenant=\"default\",le=\"4\"} 0");
        AssertHas("krewe_batch_requests_bucket{model=\"digits\",tenant=\"default\",le=\"8\"} 1");
        AssertHas("krewe_expired_total{model=\"digits\",stage=\"queue\",tenant=\"default\"} 1");
        AssertHas("krewe_expired_total{model=\"digits\",stage=\"execution\",tenant=\"default\"} 1");
        AssertHas("krewe_refused_total{code=\"KRW1104\",model=\"digits\",tenant=\"default\"} 1");
    }

    [Fact]
    public void RequestFinished_NamesThatDoNotExist_BecomeNoLabels()
    {
        _metrics.RequestFinished(new RequestRecord
        {
            Tenant = "made-up", Version = "made-up", Class = ServiceClass.Standard, Outcome = RequestOutcome.Invalid, Code = ErrorCodes.ModelUnknown,
        });
        _metrics.RequestFinished(Record(RequestOutcome.Invalid) with { Version = "made-up", Code = ErrorCodes.VersionUnknown });

        Assert.DoesNotContain(Lines(), line => line.Contains("made-up", StringComparison.Ordinal));
        AssertHas("krewe_refused_total{code=\"KRW1101\",model=\"\",tenant=\"\"} 1");
        AssertHas("krewe_requests_total{class=\"batch\",model=\"digits\",outcome=\"invalid\",tenant=\"default\",version=\"\"} 1");
    }

    [Fact]
    public void Publish_Snapshot_IsShownAndReplaced()
    {
        Fill();
        _time.Now += TimeSpan.FromSeconds(3);

        AssertHas("krewe_replicas{model=\"digits\",phase=\"ready\",tenant=\"default\"} 1");
        AssertHas("krewe_replicas_wanted{model=\"huge\",tenant=\"default\"} 1");
        AssertHas("krewe_queue_requests{class=\"standard\",model=\"digits\",tenant=\"default\"} 5");
        AssertHas("krewe_running_requests{model=\"digits\",tenant=\"default\"} 4");
        AssertHas("nv_inference_pending_request_count{model=\"digits\",tenant=\"default\",version=\"1\"} 6");
        AssertHas("krewe_host_free_cpu_cores{host=\"alpha\"} 1.5");
        AssertHas("krewe_leases{host=\"alpha\"} 1");
        AssertHas("krewe_device_utilization_ratio{device=\"cpu\",device_class=\"cpu-x64\",host=\"alpha\"} 0.25");
        AssertHas("krewe_snapshot_age_seconds 3");

        _metrics.Publish(MetricsSnapshot.Empty);
        Assert.DoesNotContain(Lines(), line => line.StartsWith("krewe_replicas", StringComparison.Ordinal));
    }

    [Fact]
    public void Publish_Restarts_AreCountedByTheirIncrease()
    {
        void Restarted(int restarts) => _metrics.Publish(new MetricsSnapshot
        {
            Models = [SampleCluster.Pool.Models[1] with { Replicas = [SampleCluster.Pool.Models[1].Replicas[0] with { Restarts = restarts }] }],
        });

        Restarted(2);
        Restarted(2);
        Restarted(5);
        Restarted(1);

        AssertHas("krewe_backend_restarts_total{model=\"digits\",tenant=\"default\"} 6");
    }

    [Fact]
    public void Publish_Machines_AreShownByGroupPhaseAndWayToPay()
    {
        Fill();

        AssertHas("krewe_machines{group=\"big\",phase=\"joined\",pool=\"default\",purchase=\"spot\",region=\"eu\"} 2");
        AssertHas("krewe_machines{group=\"big\",phase=\"ordered\",pool=\"default\",purchase=\"spot\",region=\"eu\"} 1");
        AssertHas("krewe_machines{group=\"big\",phase=\"leaving\",pool=\"default\",purchase=\"spot\",region=\"eu\"} 0");
        AssertHas("krewe_machine_orders_total{group=\"big\",pool=\"default\",region=\"eu\"} 7");
        AssertHas("krewe_machine_failures_total{group=\"big\",pool=\"default\",region=\"eu\"} 1");
        AssertHas("krewe_machine_interruptions_total{group=\"big\",pool=\"default\",region=\"eu\"} 2");
        AssertHas("krewe_machine_removals_total{group=\"big\",pool=\"default\",region=\"eu\"} 3");
        AssertHas("krewe_machine_start_seconds{group=\"big\",pool=\"default\",region=\"eu\"} 95");
        AssertHas("krewe_machine_group_paused{group=\"big\",pool=\"default\",region=\"eu\"} 1");
        AssertHas("krewe_machine_hourly_price{pool=\"default\",purchase=\"spot\",region=\"eu\"} 3");
        AssertHas("krewe_machine_spent_total{pool=\"default\",purchase=\"spot\",region=\"eu\"} 12.25");
        AssertHas("krewe_machine_lacking_replicas{pool=\"default\",region=\"eu\"} 4");
    }

    [Fact]
    public void Publish_ScalingByClass_ShowsWhatEachKeeps()
    {
        Fill();

        AssertHas("krewe_scaling_class_attainment_ratio{class=\"critical\",model=\"digits\",tenant=\"default\"} 0.9975");
        AssertHas("krewe_scaling_class_tolerance_ratio{class=\"batch\",model=\"digits\",tenant=\"default\"} 0.1");
        Assert.DoesNotContain(Lines(), line => line.StartsWith("krewe_scaling_class_attainment_ratio{class=\"batch\"", StringComparison.Ordinal));
    }

    /// <summary>Something of everything.</summary>
    private void Fill()
    {
        foreach (var outcome in Enum.GetValues<RequestOutcome>())
        {
            _metrics.RequestFinished(Record(outcome) with { Retries = 1, Executions = 2, Preemptions = 1, Hedges = 1, HedgesWon = 1, Batch = 2, Code = ErrorCodes.QueueFull, Region = "us", Home = "eu", RegionReason = "lost" });
        }

        _energy.Add(DeviceMetricsTests.Host, _time.Now);
        _energy.Add(DeviceMetricsTests.HostLater, _time.Now.AddSeconds(1));
        _metrics.Publish(new MetricsSnapshot
        {
            TakenAt = SampleCluster.Start,
            Version = "0.1.0",
            Engine = "test",
            LocalHost = SampleCluster.Host.Host,
            Hosts = [DeviceMetricsTests.Host],
            Models = SampleCluster.Pool.Models,
            Scaling =
            [
                new ScalingView
                {
                    Model = new ModelKey("default", "digits", "local"), At = SampleCluster.Start, Needed = 3, Tolerance = 0.02, Kept = 0.995, Promised = 0.99, ForecastError = 0.1, Peak = 12,
                    Classes = [new ClassScalingView(ServiceClass.Critical, 0.25, 0.5, 0.9975, 0.004), new ClassScalingView(ServiceClass.Batch, 0.75, 60, null, 0.1)],
                },
            ],
            Queues = [new ModelView { Spec = SampleCluster.Spec("digits"), Generation = 1, Running = 4, Waiting = [1, 5, 0], WaitingBytes = 900 }],
            Machines = [Machines],
            Activations = 9,
        });
    }

    private static MachinesView Machines { get; } = new()
    {
        Pool = new PoolKey("eu", "default"),
        Machines = [Machine("big-5", MachinePhase.Joined), Machine("big-6", MachinePhase.Joined), Machine("big-7", MachinePhase.Ordered)],
        Groups =
        [
            new MachineGroupView
            {
                Offer = new MachineOffer { Group = "big", Region = "eu", Cost = new MachineCost(PurchaseType.Spot, 1.5, 0) },
                Count = 3, Start = TimeSpan.FromSeconds(95), PausedUntil = SampleCluster.Start, Orders = 7, Failures = 1, Interruptions = 2, Removals = 3,
            },
        ],
        Spent = System.Collections.Immutable.ImmutableSortedDictionary<PurchaseType, double>.Empty.Add(PurchaseType.Spot, 12.25),
        Lacking = 4,
    };

    private static Machine Machine(string name, MachinePhase phase) =>
        new() { Name = name, Group = "big", Phase = phase, Cost = new MachineCost(PurchaseType.Spot, 1.5, 0), OrderedAt = SampleCluster.Start };

    private static RequestRecord Record(RequestOutcome outcome) => new()
    {
        Model = "digits",
        Tenant = "default",
        Version = "1",
        Class = ServiceClass.Batch,
        Outcome = outcome,
        Total = TimeSpan.FromMilliseconds(40),
        Queue = TimeSpan.FromMilliseconds(10),
        Service = TimeSpan.FromMilliseconds(20),
        Bytes = 300,
        Executions = 1,
    };

    private static string TypeOf(Instrument instrument) => instrument.GetType().Name switch
    {
        var name when name.Contains("Histogram", StringComparison.Ordinal) => nameof(MetricType.Histogram),
        var name when name.Contains("Counter", StringComparison.Ordinal) => nameof(MetricType.Counter),
        _ => nameof(MetricType.Gauge),
    };

    private void AssertHas(string line) => Assert.Contains(line, Lines());

    private List<string> Lines()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        _exporter.Write(writer);
        return [.. writer.ToString().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }

    [GeneratedRegex("^(?<name>[A-Za-z0-9_]+)(\\{(?<labels>.*)\\})? [^ ]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Sample();

    [GeneratedRegex("([A-Za-z_]+)=\"")]
    private static partial Regex LabelName();

    private async Task LeaveTwoEventsAsync()
    {
        var log = new InMemoryEventLog("krewe", new EventLogOptions(), _time, _lags);
        await log.AddGroupAsync("audit", EventLogStart.Oldest);
        await log.AppendAsync(new byte[1]);
        await log.AppendAsync(new byte[1]);
        await log.GetLagAsync("audit");
    }
}
