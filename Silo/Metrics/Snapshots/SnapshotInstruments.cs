using System.Diagnostics.Metrics;
using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Scaling;
using Krewe.Silo.Metrics.Devices;
using Krewe.Specs;

namespace Krewe.Silo.Metrics;

/// <summary>Gauges whose values are read from the last snapshot.</summary>
internal static class SnapshotInstruments
{
    private static readonly ServiceClass[] Classes = Enum.GetValues<ServiceClass>();

    /// <summary>Makes them.</summary>
    /// <param name="meter">Where.</param>
    /// <param name="latest">Gives the last snapshot.</param>
    /// <param name="time">For its age.</param>
    public static void Create(Meter meter, Func<MetricsSnapshot> latest, TimeProvider time)
    {
        Gauge(meter, MetricCatalog.SnapshotAge, () => latest().TakenAt is { } taken ? [Of((time.GetUtcNow() - taken).TotalSeconds)] : []);
        CreateModels(meter, latest);
        CreateScaling(meter, latest);
        CreateQueues(meter, latest);
        CreateHosts(meter, latest);
        CreateDevices(meter, latest);
        DcgmInstruments.Create(meter, latest);
        Gauge(meter, MetricCatalog.Activations, () => [Of(latest().Activations)]);
        Gauge(meter, MetricCatalog.Build, () => latest() is { Version.Length: > 0 } snapshot
            ? [Of(1, (MetricLabels.Version, snapshot.Version), (MetricLabels.Engine, snapshot.Engine))]
            : []);
    }

    private static void CreateModels(Meter meter, Func<MetricsSnapshot> latest)
    {
        Gauge(meter, MetricCatalog.Replicas, () =>
            from placement in latest().Models
            from phase in placement.Replicas.GroupBy(replica => replica.Phase)
            select Of(
                phase.Count(),
                (MetricLabels.Model, placement.Model.Model),
                (MetricLabels.Tenant, placement.Model.Tenant),
                (MetricLabels.Phase, MetricWords.Of(phase.Key))));
        Gauge(meter, MetricCatalog.ReplicasWanted, () => latest().Models.Select(placement =>
            Of(placement.Wanted, (MetricLabels.Model, placement.Model.Model), (MetricLabels.Tenant, placement.Model.Tenant))));
    }

    private static void CreateScaling(Meter meter, Func<MetricsSnapshot> latest)
    {
        void Scaling(MetricDefinition definition, Func<ScalingView, double?> value) => Gauge(meter, definition, () =>
            from scaling in latest().Scaling
            let known = value(scaling)
            where known is not null
            select Of(known.Value, (MetricLabels.Model, scaling.Model.Model), (MetricLabels.Tenant, scaling.Model.Tenant)));

        Scaling(MetricCatalog.ScalingNeeded, scaling => scaling.Needed);
        Scaling(MetricCatalog.ScalingTolerance, scaling => scaling.Tolerance);
        Scaling(MetricCatalog.ScalingAttainment, scaling => scaling.Kept);
        Scaling(MetricCatalog.ScalingPromise, scaling => scaling.Promised);
        Scaling(MetricCatalog.ScalingError, scaling => scaling.ForecastError);
        Scaling(MetricCatalog.ScalingPeak, scaling => scaling.Peak);

        void OfClass(MetricDefinition definition, Func<ClassScalingView, double?> value) => Gauge(meter, definition, () =>
            from scaling in latest().Scaling
            from one in scaling.Classes
            let known = value(one)
            where known is not null
            select Of(
                known.Value,
                (MetricLabels.Model, scaling.Model.Model),
                (MetricLabels.Tenant, scaling.Model.Tenant),
                (MetricLabels.Class, MetricWords.Of(one.Class))));

        OfClass(MetricCatalog.ScalingClassAttainment, one => one.Kept);
        OfClass(MetricCatalog.ScalingClassTolerance, one => one.Tolerance);
    }

    private static void CreateQueues(Meter meter, Func<MetricsSnapshot> latest)
    {
        Gauge(meter, MetricCatalog.QueueRequests, () =>
            from model in latest().Queues
            from serviceClass in Classes
            where (int)serviceClass < model.Waiting.Length
            select Of(
                model.Waiting[(int)serviceClass],
                (MetricLabels.Model, model.Spec.Name),
                (MetricLabels.Tenant, model.Spec.Tenant),
                (MetricLabels.Class, MetricWords.Of(serviceClass))));
        Gauge(meter, MetricCatalog.QueueBytes, () => latest().Queues.Select(model => OfModel(model.WaitingBytes, model.Spec)));
        Gauge(meter, MetricCatalog.Quarantine, () => latest().Queues.Select(model => OfModel(model.Quarantine.Length, model.Spec)));
        Gauge(meter, MetricCatalog.RunningRequests, () => latest().Queues.Select(model => OfModel(model.Running, model.Spec)));
        Gauge(meter, MetricCatalog.TritonPending, () => latest().Queues.Select(model => Of(
            model.Waiting.Sum(),
            (MetricLabels.Model, model.Spec.Name),
            (MetricLabels.Tenant, model.Spec.Tenant),
            (MetricLabels.Version, model.Spec.Version))));
    }

    private static void CreateHosts(Meter meter, Func<MetricsSnapshot> latest)
    {
        void Host(MetricDefinition definition, Func<HostView, double> value) =>
            Gauge(meter, definition, () => latest().Hosts.Select(host => Of(value(host), (MetricLabels.Host, host.Host))));

        Host(MetricCatalog.Leases, host => host.Leases.Length);
        Host(MetricCatalog.HostCpu, host => host.CpuMillicores / 1_000d);
        Host(MetricCatalog.HostFreeCpu, host => host.FreeCpuMillicores / 1_000d);
        Host(MetricCatalog.HostMemory, host => host.MemoryBytes);
        Host(MetricCatalog.HostFreeMemory, host => host.UnleasedMemoryBytes);
        Gauge(meter, MetricCatalog.HostUtilization, () =>
            from host in latest().Hosts
            let utilization = host.CpuUtilization
            where utilization is not null
            select Of(utilization.GetValueOrDefault(), (MetricLabels.Host, host.Host)));
        Gauge(meter, MetricCatalog.Hosts, () =>
            from state in latest().Hosts.GroupBy(host => host.State)
            select Of(state.Count(), (MetricLabels.State, MetricWords.Of(state.Key))));
    }

    private static void CreateDevices(Meter meter, Func<MetricsSnapshot> latest)
    {
        void Device(MetricDefinition definition, Func<DeviceView, double?> value) => Gauge(meter, definition, () =>
            from host in latest().Hosts
            from device in host.Devices
            let measured = value(device)
            where measured is not null
            select Of(
                measured.Value,
                (MetricLabels.Host, device.Host),
                (MetricLabels.Device, device.Observation.Uuid),
                (MetricLabels.DeviceClass, device.Observation.Class)));

        Device(MetricCatalog.DeviceUtilization, device => device.Observation.Utilization);
        Device(MetricCatalog.DeviceMemory, device => device.Observation.MemoryBytes);
        Device(MetricCatalog.DeviceUsedMemory, device => device.Observation.UsedMemoryBytes);
        Device(MetricCatalog.DeviceHealthy, device => MetricWords.IsHealthy(device.Health) ? 1 : 0);
        Device(MetricCatalog.DeviceFreeMemory, device => device.FreeMemoryBytes);
        Device(MetricCatalog.DeviceForeignMemory, device => device.Observation.Accelerator ? device.ForeignMemoryBytes : null);
        Device(MetricCatalog.DevicePower, device => device.Observation.PowerWatts);
        Device(MetricCatalog.DeviceTemperature, device => device.Observation.Telemetry?.Temperature);
        Gauge(meter, MetricCatalog.DeviceHealth, () =>
            from host in latest().Hosts
            from device in host.Devices
            select Of(
                1,
                (MetricLabels.Host, device.Host),
                (MetricLabels.Device, device.Observation.Uuid),
                (MetricLabels.DeviceClass, device.Observation.Class),
                (MetricLabels.State, MetricWords.Of(device.Health))));
    }

    private static void Gauge(Meter meter, MetricDefinition definition, Func<IEnumerable<Measurement<double>>> observe) =>
        meter.CreateObservableGauge(definition.Name, observe, description: definition.Help);

    private static Measurement<double> OfModel(double value, ModelSpec spec) =>
        Of(value, (MetricLabels.Model, spec.Name), (MetricLabels.Tenant, spec.Tenant));

    private static Measurement<double> Of(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var tags = new KeyValuePair<string, object?>[labels.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i] = new(labels[i].Name, labels[i].Value);
        }

        return new Measurement<double>(value, tags);
    }
}
