using System.Collections.Immutable;
using Krewe.Silo.Metrics.Devices;

namespace Krewe.Silo.Metrics;

/// <summary>Every metric of a silo. Instruments are made from these, and from nothing else.</summary>
internal static class MetricCatalog
{
    public static readonly MetricDefinition Requests = new("krewe_requests_total", MetricType.Counter, "requests", MetricLabels.OfRequest, "Requests that reached their one terminal outcome.");
    public static readonly MetricDefinition RequestDuration = new("krewe_request_duration_seconds", MetricType.Histogram, "seconds", MetricLabels.OfRequest, "Arrival of a request to its terminal outcome.");
    public static readonly MetricDefinition QueueDuration = new("krewe_queue_duration_seconds", MetricType.Histogram, "seconds", MetricLabels.OfService, "Time that a request waited for a replica.");
    public static readonly MetricDefinition ServiceDuration = new("krewe_service_duration_seconds", MetricType.Histogram, "seconds", MetricLabels.OfService, "Time that a model server took for a request.");
    public static readonly MetricDefinition RequestBody = new("krewe_request_body_bytes", MetricType.Histogram, "bytes", MetricLabels.OfModel, "Size of request bodies.");
    public static readonly MetricDefinition Retries = new("krewe_retries_total", MetricType.Counter, "executions", MetricLabels.OfModel, "Executions that were begun again because their replica was lost.");
    public static readonly MetricDefinition Preemptions = new("krewe_preemptions_total", MetricType.Counter, "executions", MetricLabels.OfModel, "Executions that were cancelled for a more important request, and begun again.");
    public static readonly MetricDefinition Hedges = new("krewe_hedges_total", MetricType.Counter, "executions", MetricLabels.OfModel, "Second executions that were begun because the first took longer than usual.");
    public static readonly MetricDefinition HedgesWon = new("krewe_hedges_won_total", MetricType.Counter, "executions", MetricLabels.OfModel, "Second executions that answered before the first.");
    public static readonly MetricDefinition Batches = new("krewe_batch_requests", MetricType.Histogram, "requests", MetricLabels.OfModel, "Requests in each execution, of models whose spec allows more than one.");
    public static readonly MetricDefinition Expired = new("krewe_expired_total", MetricType.Counter, "requests", [MetricLabels.Model, MetricLabels.Tenant, MetricLabels.Stage], "Requests whose deadline passed, by where they were then: queue or execution.");
    public static readonly MetricDefinition Refused = new("krewe_refused_total", MetricType.Counter, "requests", [MetricLabels.Model, MetricLabels.Tenant, MetricLabels.Code], "Requests that were not valid or not admitted, by stable code; model and tenant are empty when there is no such model.");
    public static readonly MetricDefinition Elsewhere = new("krewe_requests_elsewhere_total", MetricType.Counter, "requests", [MetricLabels.Model, MetricLabels.Tenant, MetricLabels.Class, MetricLabels.Home, MetricLabels.Region, MetricLabels.Reason], "Requests that were executed in another region than their model's own, by why: lost, returning, near, maintenance, asked, latency, price, or the code with which the region before refused.");
    public static readonly MetricDefinition QuotaMessages = new("krewe_quota_messages_total", MetricType.Counter, "messages", MetricLabels.OfModel, "Messages to the ledgers of quotas, each for all keys of a model.");
    public static readonly MetricDefinition QuotaFailures = new("krewe_quota_failures_total", MetricType.Counter, "messages", MetricLabels.OfModel, "Messages that the ledger of a quota did not answer.");
    public static readonly MetricDefinition QuotaWaits = new("krewe_quota_waits_total", MetricType.Counter, "requests", MetricLabels.OfModel, "Requests for which no quota was at hand and that waited for an answer of the ledger.");
    public static readonly MetricDefinition BackendRestarts = new("krewe_backend_restarts_total", MetricType.Counter, "starts", MetricLabels.OfModel, "Starts of model servers after the first of their lease.");

    public static readonly MetricDefinition Replicas = new("krewe_replicas", MetricType.Gauge, "replicas", [MetricLabels.Model, MetricLabels.Tenant, MetricLabels.Phase], "Replicas by phase.");
    public static readonly MetricDefinition ReplicasWanted = new("krewe_replicas_wanted", MetricType.Gauge, "replicas", MetricLabels.OfModel, "Replicas that the spec, demand or an operator asks for.");
    public static readonly MetricDefinition ScalingNeeded = new("krewe_scaling_replicas_needed", MetricType.Gauge, "replicas", MetricLabels.OfModel, "The fewest replicas that are expected to keep the promise; of models whose number follows demand.");
    public static readonly MetricDefinition ScalingTolerance = new("krewe_scaling_tolerance_ratio", MetricType.Gauge, "share, 0 to 1", MetricLabels.OfModel, "Share of requests that plans let be late: the safety margin, which tunes itself until the promise is kept.");
    public static readonly MetricDefinition ScalingAttainment = new("krewe_scaling_attainment_ratio", MetricType.Gauge, "share, 0 to 1", MetricLabels.OfModel, "Share of requests answered within the objective lately, older ones fading.");
    public static readonly MetricDefinition ScalingPromise = new("krewe_scaling_promise_ratio", MetricType.Gauge, "share, 0 to 1", MetricLabels.OfModel, "Share of requests that is promised to be answered within the objective.");
    public static readonly MetricDefinition ScalingError = new("krewe_scaling_forecast_error_ratio", MetricType.Gauge, "share", MetricLabels.OfModel, "How far minutes were from their forecast lately, as a share of the forecast.");
    public static readonly MetricDefinition ScalingPeak = new("krewe_scaling_peak_rate", MetricType.Gauge, "requests a second", MetricLabels.OfModel, "The largest rate that the plan reckons with at 90 %, within its look ahead.");
    public static readonly MetricDefinition ScalingClassAttainment = new("krewe_scaling_class_attainment_ratio", MetricType.Gauge, "share, 0 to 1", [MetricLabels.Model, MetricLabels.Tenant, MetricLabels.Class], "Share of the requests of a class answered within its objective lately, older ones fading; of models that get requests of several classes.");
    public static readonly MetricDefinition ScalingClassTolerance = new("krewe_scaling_class_tolerance_ratio", MetricType.Gauge, "share, 0 to 1", [MetricLabels.Model, MetricLabels.Tenant, MetricLabels.Class], "Share of the requests of a class that plans let be late: its safety margin; of models that get requests of several classes.");
    public static readonly MetricDefinition QueueRequests = new("krewe_queue_requests", MetricType.Gauge, "requests", [MetricLabels.Model, MetricLabels.Tenant, MetricLabels.Class], "Requests that wait for a replica.");
    public static readonly MetricDefinition QueueBytes = new("krewe_queue_bytes", MetricType.Gauge, "bytes", MetricLabels.OfModel, "Bodies of requests that wait for a replica.");
    public static readonly MetricDefinition Quarantine = new("krewe_quarantine_contents", MetricType.Gauge, "contents", MetricLabels.OfModel, "Contents of requests that are not executed, because two replicas were lost with them.");
    public static readonly MetricDefinition RunningRequests = new("krewe_running_requests", MetricType.Gauge, "requests", MetricLabels.OfModel, "Requests that model servers work on.");
    public static readonly MetricDefinition Leases = new("krewe_leases", MetricType.Gauge, "leases", MetricLabels.OfHost, "Leases that a host has granted.");
    public static readonly MetricDefinition Hosts = new("krewe_hosts", MetricType.Gauge, "hosts", [MetricLabels.State], "Hosts by state.");
    public static readonly MetricDefinition HostCpu = new("krewe_host_cpu_cores", MetricType.Gauge, "cores", MetricLabels.OfHost, "CPU cores of a host.");
    public static readonly MetricDefinition HostFreeCpu = new("krewe_host_free_cpu_cores", MetricType.Gauge, "cores", MetricLabels.OfHost, "CPU cores of a host that are not leased.");
    public static readonly MetricDefinition HostMemory = new("krewe_host_memory_bytes", MetricType.Gauge, "bytes", MetricLabels.OfHost, "Memory of a host.");
    public static readonly MetricDefinition HostFreeMemory = new("krewe_host_free_memory_bytes", MetricType.Gauge, "bytes", MetricLabels.OfHost, "Memory of a host that is not leased.");
    public static readonly MetricDefinition HostUtilization = new("krewe_host_cpu_utilization_ratio", MetricType.Gauge, "share, 0 to 1", MetricLabels.OfHost, "Share of a host's CPU cores in use.");
    public static readonly MetricDefinition DeviceUtilization = new("krewe_device_utilization_ratio", MetricType.Gauge, "share, 0 to 1", MetricLabels.OfDevice, "Share of the time that a device is in use.");
    public static readonly MetricDefinition DeviceMemory = new("krewe_device_memory_bytes", MetricType.Gauge, "bytes", MetricLabels.OfDevice, "Memory of a device.");
    public static readonly MetricDefinition DeviceUsedMemory = new("krewe_device_used_memory_bytes", MetricType.Gauge, "bytes", MetricLabels.OfDevice, "Memory of a device in use.");
    public static readonly MetricDefinition DeviceHealthy = new("krewe_device_healthy", MetricType.Gauge, "1 or 0", MetricLabels.OfDevice, "Whether a device can be used without restriction.");
    public static readonly MetricDefinition DeviceFreeMemory = new("krewe_device_free_memory_bytes", MetricType.Gauge, "bytes", MetricLabels.OfDevice, "Memory of a device that is neither leased nor held by others.");
    public static readonly MetricDefinition DeviceForeignMemory = new("krewe_device_foreign_memory_bytes", MetricType.Gauge, "bytes", MetricLabels.OfDevice, "Memory of a device that others than the cluster's model servers hold.");
    public static readonly MetricDefinition DevicePower = new("krewe_device_power_watts", MetricType.Gauge, "watts", MetricLabels.OfDevice, "What a device draws.");
    public static readonly MetricDefinition DeviceTemperature = new("krewe_device_temperature_celsius", MetricType.Gauge, "degrees Celsius", MetricLabels.OfDevice, "Temperature of a device.");
    public static readonly MetricDefinition DeviceHealth = new("krewe_device_health", MetricType.Gauge, "1", [.. MetricLabels.OfDevice, MetricLabels.State], "Always 1; the label says the health of a device: healthy, degraded, draining, lost or returned.");
    public static readonly MetricDefinition Energy = new("krewe_energy_joules_total", MetricType.Counter, "joules", MetricLabels.OfModel, "Energy of this silo's accelerators by whose work it was, shared out by leased compute; under empty names what nobody had leased.");
    public static readonly MetricDefinition ForecastError = new("krewe_forecast_error_ratio", MetricType.Gauge, "share, at least 0", MetricLabels.OfForecast, "Mean absolute error of the demand's forecast as a share of the mean rate, over about the last hundred forecasts of a horizon; told by the silo that has the model's queue.");
    public static readonly MetricDefinition ForecastCoverage = new("krewe_forecast_coverage_ratio", MetricType.Gauge, "share, 0 to 1", MetricLabels.OfForecast, "Share of the demand's rates that were not above the forecast's 95 % upper bound; 0.95 is meant.");
    public static readonly MetricDefinition WeightsFiles = new("krewe_weights_files", MetricType.Gauge, "files", [MetricLabels.State], "Files of models on this silo's disk, by state: held, fetching, partial or failed.");
    public static readonly MetricDefinition WeightsBytes = new("krewe_weights_bytes", MetricType.Gauge, "bytes", [MetricLabels.State], "What is there of files of models on this silo's disk, by state.");
    public static readonly MetricDefinition WeightsLimit = new("krewe_weights_limit_bytes", MetricType.Gauge, "bytes", MetricLabels.None, "What files of models may take of this silo's disk.");
    public static readonly MetricDefinition WeightsReceived = new("krewe_weights_received_bytes_total", MetricType.Counter, "bytes", MetricLabels.None, "Bytes of files of models that came from their sources.");
    public static readonly MetricDefinition WeightsFetches = new("krewe_weights_fetches_total", MetricType.Counter, "fetches", [MetricLabels.Outcome], "Fetches of files of models that have ended, by outcome: fetched, failed or stopped.");
    public static readonly MetricDefinition WeightsLookups = new("krewe_weights_lookups_total", MetricType.Counter, "lookups", [MetricLabels.Outcome], "Files that starts needed, by whether they were here: hit or miss.");
    public static readonly MetricDefinition WeightsDropped = new("krewe_weights_dropped_total", MetricType.Counter, "files", MetricLabels.None, "Files of models that were dropped to make room.");
    public static readonly MetricDefinition WeightsWait = new("krewe_weights_wait_seconds", MetricType.Histogram, "seconds", MetricLabels.None, "Time that a start waited for a file.");
    public static readonly MetricDefinition Machines = new("krewe_machines", MetricType.Gauge, "machines", [.. MetricLabels.OfGroup, MetricLabels.Purchase, MetricLabels.Phase], "Machines that come and go, by group and phase: ordered, joined or leaving.");
    public static readonly MetricDefinition MachineOrders = new("krewe_machine_orders_total", MetricType.Counter, "machines", MetricLabels.OfGroup, "Machines that were asked for.");
    public static readonly MetricDefinition MachineFailures = new("krewe_machine_failures_total", MetricType.Counter, "machines", MetricLabels.OfGroup, "Machines that could not be had, or whose host was never heard of.");
    public static readonly MetricDefinition MachineInterruptions = new("krewe_machine_interruptions_total", MetricType.Counter, "machines", MetricLabels.OfGroup, "Machines that were taken back by their owner, with or without a word.");
    public static readonly MetricDefinition MachineRemovals = new("krewe_machine_removals_total", MetricType.Counter, "machines", MetricLabels.OfGroup, "Machines that were given back and have gone.");
    public static readonly MetricDefinition MachineStart = new("krewe_machine_start_seconds", MetricType.Gauge, "seconds", MetricLabels.OfGroup, "From the order of a machine to its host, as measured; before that as declared.");
    public static readonly MetricDefinition MachinePaused = new("krewe_machine_group_paused", MetricType.Gauge, "1 or 0", MetricLabels.OfGroup, "Whether nothing is bought in a group now, because a machine of it was taken back or could not be had.");
    public static readonly MetricDefinition MachinePrice = new("krewe_machine_hourly_price", MetricType.Gauge, "currency", MetricLabels.OfPurchase, "What the machines that there are cost in an hour, by way to pay; in the currency of the file of machines.");
    public static readonly MetricDefinition MachineSpent = new("krewe_machine_spent_total", MetricType.Counter, "currency", MetricLabels.OfPurchase, "What machines have cost, by way to pay, as prices and hours make it.");
    public static readonly MetricDefinition MachineLacking = new("krewe_machine_lacking_replicas", MetricType.Gauge, "replicas", MetricLabels.OfPool, "Replicas that have no room and for which no machine can be bought.");
    public static readonly MetricDefinition Activations = new("krewe_grain_activations", MetricType.Gauge, "activations", MetricLabels.None, "Grains that are active on this silo.");
    public static readonly MetricDefinition SnapshotAge = new("krewe_snapshot_age_seconds", MetricType.Gauge, "seconds", MetricLabels.None, "Age of what was last seen of the cluster: all gauges of replicas, queues, hosts and devices are that old.");
    public static readonly MetricDefinition EventLogLag = new("krewe_event_log_lag", MetricType.Gauge, "events", MetricLabels.OfLog, "Events that a consumer group has not acknowledged, as last seen by this silo.");
    public static readonly MetricDefinition Build = new("krewe_build_info", MetricType.Gauge, "1", [MetricLabels.Version, MetricLabels.Engine], "Always 1; the labels say what runs.");

    public static readonly MetricDefinition ProcessCpu = new("process_cpu_seconds_total", MetricType.Counter, "seconds", MetricLabels.None, "CPU time of the silo's process.");
    public static readonly MetricDefinition ProcessMemory = new("process_resident_memory_bytes", MetricType.Gauge, "bytes", MetricLabels.None, "Resident memory of the silo's process.");
    public static readonly MetricDefinition ProcessStart = new("process_start_time_seconds", MetricType.Gauge, "seconds since 1970", MetricLabels.None, "When the silo's process was started.");
    public static readonly MetricDefinition GcCollections = new("dotnet_gc_collections_total", MetricType.Counter, "collections", [MetricLabels.Generation], "Garbage collections, by the oldest generation that was collected.");
    public static readonly MetricDefinition GcPause = new("dotnet_gc_pause_seconds_total", MetricType.Counter, "seconds", MetricLabels.None, "Time that garbage collections stopped the process.");
    public static readonly MetricDefinition GcHeap = new("dotnet_gc_heap_bytes", MetricType.Gauge, "bytes", MetricLabels.None, "The managed heap after the last garbage collection.");
    public static readonly MetricDefinition Threads = new("dotnet_threadpool_threads", MetricType.Gauge, "threads", MetricLabels.None, "Threads of the thread pool.");

    public static readonly MetricDefinition TritonSuccess = new("nv_inference_request_success", MetricType.Counter, "requests", MetricLabels.OfTriton, "Number of successful inference requests.");
    public static readonly MetricDefinition TritonFailure = new("nv_inference_request_failure", MetricType.Counter, "requests", [.. MetricLabels.OfTriton, MetricLabels.Reason], "Number of failed inference requests; reason REJECTED, CANCELED, BACKEND or OTHER.");
    public static readonly MetricDefinition TritonCount = new("nv_inference_count", MetricType.Counter, "inferences", MetricLabels.OfTriton, "Number of inferences performed; a request counts 1, whatever the rows of its inputs.");
    public static readonly MetricDefinition TritonExecutions = new("nv_inference_exec_count", MetricType.Counter, "executions", MetricLabels.OfTriton, "Number of executions by model servers.");
    public static readonly MetricDefinition TritonPending = new("nv_inference_pending_request_count", MetricType.Gauge, "requests", MetricLabels.OfTriton, "Number of requests that wait for execution.");
    public static readonly MetricDefinition TritonRequestDuration = new("nv_inference_request_duration_us", MetricType.Counter, "microseconds", MetricLabels.OfTriton, "Cumulative time of successful requests, waiting included.");
    public static readonly MetricDefinition TritonQueueDuration = new("nv_inference_queue_duration_us", MetricType.Counter, "microseconds", MetricLabels.OfTriton, "Cumulative time that successful requests waited.");
    public static readonly MetricDefinition TritonInferDuration = new("nv_inference_compute_infer_duration_us", MetricType.Counter, "microseconds", MetricLabels.OfTriton, "Cumulative time that model servers took for successful requests.");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static ImmutableArray<MetricDefinition> All { get; } =
    [
        Requests, RequestDuration, QueueDuration, ServiceDuration, RequestBody, Retries, Preemptions, Hedges, HedgesWon, Batches, Expired, Refused, Elsewhere, QuotaMessages, QuotaFailures, QuotaWaits, BackendRestarts,
        Replicas, ReplicasWanted, ScalingNeeded, ScalingTolerance, ScalingAttainment, ScalingPromise, ScalingError, ScalingPeak, ScalingClassAttainment, ScalingClassTolerance, QueueRequests, QueueBytes, Quarantine, RunningRequests, Leases, Hosts, HostCpu, HostFreeCpu, HostMemory,
        HostFreeMemory, HostUtilization, DeviceUtilization, DeviceMemory, DeviceUsedMemory, DeviceHealthy,
        DeviceFreeMemory, DeviceForeignMemory, DevicePower, DeviceTemperature, DeviceHealth, Energy, ForecastError, ForecastCoverage,
        WeightsFiles, WeightsBytes, WeightsLimit, WeightsReceived, WeightsFetches, WeightsLookups, WeightsDropped, WeightsWait,
        Machines, MachineOrders, MachineFailures, MachineInterruptions, MachineRemovals, MachineStart, MachinePaused, MachinePrice, MachineSpent, MachineLacking,
        Activations, SnapshotAge, EventLogLag, Build,
        ProcessCpu, ProcessMemory, ProcessStart, GcCollections, GcPause, GcHeap, Threads,
        TritonSuccess, TritonFailure, TritonCount, TritonExecutions, TritonPending, TritonRequestDuration, TritonQueueDuration, TritonInferDuration,
        .. DcgmCatalog.All,
    ];
}
