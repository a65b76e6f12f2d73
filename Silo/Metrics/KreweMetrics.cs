using System.Diagnostics;
using System.Diagnostics.Metrics;
using Krewe.Errors;
using Krewe.Grains.Forecasting;
using Krewe.Silo.Backends.Weights;
using Krewe.Silo.Front;
using Krewe.Silo.Front.Quotas;
using Krewe.Silo.Metrics.Devices;
using Krewe.Storage.Events;

namespace Krewe.Silo.Metrics;

/// <summary>
/// The instruments of a silo, on the meter <see cref="MeterName"/>. Requests are counted as they end; everything else is read from the
/// last <see cref="MetricsSnapshot"/> when somebody collects.
/// </summary>
internal sealed class KreweMetrics : IRequestObserver
{
    /// <summary>The meter's name, also for OpenTelemetry.</summary>
    public const string MeterName = "Krewe";

    private static readonly double[] SecondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly long[] BytesBuckets = [256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];

    private static readonly long[] BatchBuckets = [1, 2, 4, 8, 16, 32, 64, 128, 256];

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _requestDuration;
    private readonly Histogram<double> _queueDuration;
    private readonly Histogram<double> _serviceDuration;
    private readonly Histogram<long> _requestBody;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _preemptions;
    private readonly Counter<long> _hedges;
    private readonly Counter<long> _hedgesWon;
    private readonly Histogram<long> _batches;
    private readonly Counter<long> _expired;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _elsewhere;
    private readonly Counter<long> _backendRestarts;
    private readonly Counter<long> _tritonSuccess;
    private readonly Counter<long> _tritonFailure;
    private readonly Counter<long> _tritonCount;
    private readonly Counter<long> _tritonExecutions;
    private readonly Counter<long> _tritonRequestDuration;
    private readonly Counter<long> _tritonQueueDuration;
    private readonly Counter<long> _tritonInferDuration;
    private readonly RestartCounter _restarts = new();
    private MetricsSnapshot _snapshot = MetricsSnapshot.Empty;

    /// <summary>Makes the instruments.</summary>
    /// <param name="factory">The host's meters.</param>
    /// <param name="time">For the age of the snapshot.</param>
    /// <param name="logs">The lags of event logs; null where there are none.</param>
    /// <param name="energy">Whose work the accelerators' energy was; null where nobody counts.</param>
    /// <param name="demand">The models whose queue is here, with their forecasts' scores; null where nobody forecasts.</param>
    /// <param name="quotas">What the front holds of quotas; null where there is no front.</param>
    /// <param name="weights">The files of models on this machine; null where there are none.</param>
    public KreweMetrics(
        IMeterFactory factory, TimeProvider time, EventLogMetrics? logs = null, EnergyMeter? energy = null, DemandTally? demand = null, FrontQuotas? quotas = null,
        WeightsCache? weights = null)
    {
        Meter = factory.Create(MeterName);
        _requests = Counter(MetricCatalog.Requests);
        _requestDuration = Histogram(MetricCatalog.RequestDuration, SecondsBuckets);
        _queueDuration = Histogram(MetricCatalog.QueueDuration, SecondsBuckets);
        _serviceDuration = Histogram(MetricCatalog.ServiceDuration, SecondsBuckets);
        _requestBody = Histogram(MetricCatalog.RequestBody, BytesBuckets);
        _retries = Counter(MetricCatalog.Retries);
        _preemptions = Counter(MetricCatalog.Preemptions);
        _hedges = Counter(MetricCatalog.Hedges);
        _hedgesWon = Counter(MetricCatalog.HedgesWon);
        _batches = Histogram(MetricCatalog.Batches, BatchBuckets);
        _expired = Counter(MetricCatalog.Expired);
        _refused = Counter(MetricCatalog.Refused);
        _elsewhere = Counter(MetricCatalog.Elsewhere);
        _backendRestarts = Counter(MetricCatalog.BackendRestarts);
        _tritonSuccess = Counter(MetricCatalog.TritonSuccess);
        _tritonFailure = Counter(MetricCatalog.TritonFailure);
        _tritonCount = Counter(MetricCatalog.TritonCount);
        _tritonExecutions = Counter(MetricCatalog.TritonExecutions);
        _tritonRequestDuration = Counter(MetricCatalog.TritonRequestDuration);
        _tritonQueueDuration = Counter(MetricCatalog.TritonQueueDuration);
        _tritonInferDuration = Counter(MetricCatalog.TritonInferDuration);
        SnapshotInstruments.Create(Meter, () => Volatile.Read(ref _snapshot), time);
        Meter.CreateObservableGauge(
            MetricCatalog.EventLogLag.Name,
            () => logs?.Current.Select(one => new Measurement<long>(one.Lag, new(MetricLabels.Log, one.Log), new(MetricLabels.Group, one.Group))) ?? [],
            MetricCatalog.EventLogLag.Unit,
            MetricCatalog.EventLogLag.Help);
        Meter.CreateObservableCounter(
            MetricCatalog.Energy.Name,
            () => energy?.Current.Select(one => new Measurement<double>(one.Joules, new(MetricLabels.Model, one.Model), new(MetricLabels.Tenant, one.Tenant))) ?? [],
            description: MetricCatalog.Energy.Help);
        ForecastInstruments.Create(Meter, demand);
        QuotaInstruments.Create(Meter, quotas);
        WeightsInstruments.Create(Meter, weights, SecondsBuckets);
        MachineInstruments.Create(Meter, () => Volatile.Read(ref _snapshot));
        ProcessInstruments.Create(Meter);
    }

    /// <summary>The meter that they are on.</summary>
    public Meter Meter { get; }

    /// <summary>Takes over what was seen of the cluster; it replaces what was seen before. One caller at a time.</summary>
    /// <param name="snapshot">The new values.</param>
    public void Publish(MetricsSnapshot snapshot)
    {
        Volatile.Write(ref _snapshot, snapshot);
        foreach (var (model, starts) in _restarts.Take(snapshot))
        {
            _backendRestarts.Add(starts, OfModel(model.Tenant, model.Model));
        }
    }

    /// <inheritdoc/>
    public void RequestFinished(in RequestRecord record)
    {
        // Names of models, tenants and versions that do not exist are the caller's to invent: they become no labels.
        var model = OfModel(record.Model is null ? "" : record.Tenant ?? "", record.Model ?? "");
        var service = model;
        service.Add(MetricLabels.Version, record.Model is null || record.Code == ErrorCodes.VersionUnknown ? "" : record.Version ?? "");
        var triton = service;
        service.Add(MetricLabels.Class, MetricWords.Of(record.Class));
        var outcome = service;
        outcome.Add(MetricLabels.Outcome, MetricWords.Of(record.Outcome));

        _requests.Add(1, outcome);
        _requestDuration.Record(record.Total.TotalSeconds, outcome);
        if (record.Model is not null)
        {
            _requestBody.Record(record.Bytes, model);
        }

        if (record.Executions > 0)
        {
            _queueDuration.Record(record.Queue.TotalSeconds, service);
            _serviceDuration.Record(record.Service.TotalSeconds, service);
        }

        CountEndings(record, model);
        if (record.Model is not null)
        {
            CountForTriton(record, triton);
        }
    }

    private static TagList OfModel(string tenant, string model) => new() { { MetricLabels.Model, model }, { MetricLabels.Tenant, tenant } };

    private static long Microseconds(TimeSpan value) => (long)value.TotalMicroseconds;

    private void CountEndings(in RequestRecord record, in TagList model)
    {
        if (record.Retries > 0)
        {
            _retries.Add(record.Retries, model);
        }

        if (record.Preemptions > 0)
        {
            _preemptions.Add(record.Preemptions, model);
        }

        if (record.Hedges > 0)
        {
            _hedges.Add(record.Hedges, model);
            _hedgesWon.Add(record.HedgesWon, model);
        }

        if (record.Batch > 0)
        {
            _batches.Record(record.Batch, model);
        }

        if (record is { Home: { } home, Region: { } region, Executions: > 0 } && home != region)
        {
            var elsewhere = model;
            elsewhere.Add(MetricLabels.Class, MetricWords.Of(record.Class));
            elsewhere.Add(MetricLabels.Home, home);
            elsewhere.Add(MetricLabels.Region, region);
            elsewhere.Add(MetricLabels.Reason, record.RegionReason ?? "");
            _elsewhere.Add(1, elsewhere);
        }

        if (record.Outcome == RequestOutcome.Expired)
        {
            var stage = model;
            stage.Add(MetricLabels.Stage, record.Executions == 0 ? MetricWords.Queue : MetricWords.Execution);
            _expired.Add(1, stage);
        }
        else if (record.Outcome is RequestOutcome.Refused or RequestOutcome.Invalid && record.Code is { } code)
        {
            var refusal = model;
            refusal.Add(MetricLabels.Code, code);
            _refused.Add(1, refusal);
        }
    }

    /// <summary>As Triton counts: durations of successful requests only.</summary>
    private void CountForTriton(in RequestRecord record, in TagList labels)
    {
        if (record.Executions > 0)
        {
            _tritonExecutions.Add(record.Executions, labels);
        }

        if (record.Outcome != RequestOutcome.Completed)
        {
            var failure = labels;
            failure.Add(MetricLabels.Reason, MetricWords.TritonReason(record.Outcome));
            _tritonFailure.Add(1, failure);
            return;
        }

        _tritonSuccess.Add(1, labels);
        _tritonCount.Add(1, labels);
        _tritonRequestDuration.Add(Microseconds(record.Total), labels);
        _tritonQueueDuration.Add(Microseconds(record.Queue), labels);
        _tritonInferDuration.Add(Microseconds(record.Service), labels);
    }

    private Counter<long> Counter(MetricDefinition definition) => Meter.CreateCounter<long>(definition.Name, description: definition.Help);

    private Histogram<T> Histogram<T>(MetricDefinition definition, T[] buckets)
        where T : struct => Meter.CreateHistogram(
            definition.Name, unit: null, description: definition.Help, tags: null, advice: new InstrumentAdvice<T> { HistogramBucketBoundaries = buckets });
}
