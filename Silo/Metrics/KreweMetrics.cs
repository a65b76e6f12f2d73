using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Krewe.Silo.Metrics;

/// <summary>
/// The instruments of a silo, on the meter <see cref="MeterName"/>. Requests are counted as they end; everything else is read from the
/// last <see cref="MetricsSnapshot"/> when somebody collects.
/// </summary>
internal sealed class KreweMetrics : IRequestMetrics
{
    /// <summary>The meter's name, also for OpenTelemetry.</summary>
    public const string MeterName = "Krewe";

    private static readonly double[] SecondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly long[] BytesBuckets = [256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _requestDuration;
    private readonly Histogram<double> _queueDuration;
    private readonly Histogram<double> _serviceDuration;
    private readonly Histogram<long> _requestBody;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _expired;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _backendRestarts;
    private readonly Counter<long> _tritonSuccess;
    private readonly Counter<long> _tritonFailure;
    private readonly Counter<long> _tritonCount;
    private readonly Counter<long> _tritonExecutions;
    private readonly Counter<long> _tritonRequestDuration;
    private readonly Counter<long> _tritonQueueDuration;
    private readonly Counter<long> _tritonInferDuration;
    private MetricsSnapshot _snapshot = MetricsSnapshot.Empty;

    /// <summary>Makes the instruments.</summary>
    /// <param name="factory">The host's meters.</param>
    public KreweMetrics(IMeterFactory factory)
    {
        Meter = factory.Create(MeterName);
        _requests = Counter(MetricCatalog.Requests);
        _requestDuration = Histogram(MetricCatalog.RequestDuration, SecondsBuckets);
        _queueDuration = Histogram(MetricCatalog.QueueDuration, SecondsBuckets);
        _serviceDuration = Histogram(MetricCatalog.ServiceDuration, SecondsBuckets);
        _requestBody = Histogram(MetricCatalog.RequestBody, BytesBuckets);
        _retries = Counter(MetricCatalog.Retries);
        _expired = Counter(MetricCatalog.Expired);
        _refused = Counter(MetricCatalog.Refused);
        _backendRestarts = Counter(MetricCatalog.BackendRestarts);
        _tritonSuccess = Counter(MetricCatalog.TritonSuccess);
        _tritonFailure = Counter(MetricCatalog.TritonFailure);
        _tritonCount = Counter(MetricCatalog.TritonCount);
        _tritonExecutions = Counter(MetricCatalog.TritonExecutions);
        _tritonRequestDuration = Counter(MetricCatalog.TritonRequestDuration);
        _tritonQueueDuration = Counter(MetricCatalog.TritonQueueDuration);
        _tritonInferDuration = Counter(MetricCatalog.TritonInferDuration);
        SnapshotInstruments.Create(Meter, () => Volatile.Read(ref _snapshot));
        ProcessInstruments.Create(Meter);
    }

    /// <summary>The meter that they are on.</summary>
    public Meter Meter { get; }

    /// <summary>Takes over what the silo's poller saw; it replaces what it saw before.</summary>
    /// <param name="snapshot">The new values.</param>
    public void Publish(MetricsSnapshot snapshot) => Volatile.Write(ref _snapshot, snapshot);

    /// <inheritdoc/>
    public void RequestFinished(in RequestMeasurement request)
    {
        var service = OfModel(request.Tenant, request.Model);
        service.Add(MetricLabels.Version, request.Version);
        var triton = service;
        service.Add(MetricLabels.Class, MetricWords.Of(request.Class));
        var outcome = service;
        outcome.Add(MetricLabels.Outcome, MetricWords.Of(request.Outcome));

        _requests.Add(1, outcome);
        _requestDuration.Record(request.Total.TotalSeconds, outcome);
        if (request.Queue is { } queue)
        {
            _queueDuration.Record(queue.TotalSeconds, service);
        }

        if (request.Service is { } time)
        {
            _serviceDuration.Record(time.TotalSeconds, service);
        }

        CountForTriton(request, triton);
    }

    /// <inheritdoc/>
    public void BodyRead(string tenant, string model, long bytes) => _requestBody.Record(bytes, OfModel(tenant, model));

    /// <inheritdoc/>
    public void Refused(string tenant, string model, string code)
    {
        var labels = OfModel(tenant, model);
        labels.Add(MetricLabels.Code, code);
        _refused.Add(1, labels);
    }

    /// <inheritdoc/>
    public void Expired(string tenant, string model, ExpiryStage stage)
    {
        var labels = OfModel(tenant, model);
        labels.Add(MetricLabels.Stage, MetricWords.Of(stage));
        _expired.Add(1, labels);
    }

    /// <inheritdoc/>
    public void Retried(string tenant, string model) => _retries.Add(1, OfModel(tenant, model));

    /// <inheritdoc/>
    public void BackendRestarted(string tenant, string model) => _backendRestarts.Add(1, OfModel(tenant, model));

    private static TagList OfModel(string tenant, string model) => new() { { MetricLabels.Model, model }, { MetricLabels.Tenant, tenant } };

    /// <summary>As Triton counts: durations of successful requests only.</summary>
    private void CountForTriton(in RequestMeasurement request, in TagList labels)
    {
        if (request.Service is not null)
        {
            _tritonExecutions.Add(1, labels);
        }

        if (request.Outcome != RequestOutcome.Completed)
        {
            var failure = labels;
            failure.Add(MetricLabels.Reason, MetricWords.TritonReason(request.Outcome));
            _tritonFailure.Add(1, failure);
            return;
        }

        _tritonSuccess.Add(1, labels);
        _tritonCount.Add(Math.Max(1, request.Inferences), labels);
        _tritonRequestDuration.Add(Microseconds(request.Total), labels);
        _tritonQueueDuration.Add(Microseconds(request.Queue ?? TimeSpan.Zero), labels);
        _tritonInferDuration.Add(Microseconds(request.Service ?? TimeSpan.Zero), labels);
    }

    private static long Microseconds(TimeSpan value) => (long)value.TotalMicroseconds;

    private Counter<long> Counter(MetricDefinition definition) => Meter.CreateCounter<long>(definition.Name, description: definition.Help);

    private Histogram<T> Histogram<T>(MetricDefinition definition, T[] buckets)
        where T : struct => Meter.CreateHistogram(
            definition.Name, unit: null, description: definition.Help, tags: null, advice: new InstrumentAdvice<T> { HistogramBucketBoundaries = buckets });
}
