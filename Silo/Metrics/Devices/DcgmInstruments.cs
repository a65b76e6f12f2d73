using System.Diagnostics.Metrics;
using System.Globalization;
using Krewe.Devices;

namespace Krewe.Silo.Metrics.Devices;

/// <summary>The accelerators of the silo's own machine under the names of NVIDIA's dcgm-exporter. What is not measured has no series.</summary>
internal static class DcgmInstruments
{
    private const double Percent = 100;
    private const double Milli = 1_000;
    private const double MiB = 1L << 20;

    public static void Create(Meter meter, Func<MetricsSnapshot> latest)
    {
        void Show(MetricDefinition definition, Func<DeviceObservation, DeviceTelemetry, double?> value)
        {
            IEnumerable<Measurement<double>> Observe() => Local(latest())
                .Select(device => (Device: device, Value: value(device.Observation, device.Observation.Telemetry!)))
                .Where(one => one.Value is not null)
                .Select(one => new Measurement<double>(one.Value!.Value, LabelsOf(one.Device)));

            _ = definition.Type == MetricType.Counter
                ? (Instrument)meter.CreateObservableCounter(definition.Name, Observe, description: definition.Help)
                : meter.CreateObservableGauge(definition.Name, Observe, description: definition.Help);
        }

        Show(DcgmCatalog.SmClock, (_, more) => more.SmClockMhz);
        Show(DcgmCatalog.MemoryClock, (_, more) => more.MemoryClockMhz);
        Show(DcgmCatalog.MemoryTemperature, (_, more) => more.MemoryTemperature);
        Show(DcgmCatalog.Temperature, (_, more) => more.Temperature);
        Show(DcgmCatalog.Power, (seen, _) => seen.PowerWatts);
        Show(DcgmCatalog.Energy, (_, more) => more.EnergyJoules * Milli);
        Show(DcgmCatalog.PcieReplays, (_, more) => more.PcieReplays);
        Show(DcgmCatalog.Utilization, (seen, _) => seen.Utilization * Percent);
        Show(DcgmCatalog.MemoryCopy, (_, more) => more.MemoryUtilization * Percent);
        Show(DcgmCatalog.Encoder, (_, more) => more.EncoderUtilization * Percent);
        Show(DcgmCatalog.Decoder, (_, more) => more.DecoderUtilization * Percent);
        Show(DcgmCatalog.Xid, (seen, _) => seen.Faults is [.., var last] ? last.Xid : 0);
        Show(DcgmCatalog.FreeMemory, (seen, more) => seen.UsedMemoryBytes is { } used ? (seen.MemoryBytes - used - (more.ReservedMemoryBytes ?? 0)) / MiB : null);
        Show(DcgmCatalog.UsedMemory, (seen, _) => seen.UsedMemoryBytes / MiB);
        Show(DcgmCatalog.ReservedMemory, (_, more) => more.ReservedMemoryBytes / MiB);
        Show(DcgmCatalog.NvLink, (_, more) => more.NvLinkBytes);
        Show(DcgmCatalog.VgpuLicense, (_, more) => more.VgpuLicensed is { } licensed ? licensed ? 1 : 0 : null);
        Show(DcgmCatalog.UncorrectableRows, (_, more) => more.UncorrectableRows);
        Show(DcgmCatalog.CorrectableRows, (_, more) => more.CorrectableRows);
        Show(DcgmCatalog.RemapFailure, (_, more) => more.RemapFailed is { } failed ? failed ? 1 : 0 : null);
        Show(DcgmCatalog.EngineActive, (_, more) => more.EngineActive);
        Show(DcgmCatalog.TensorActive, (_, more) => more.TensorActive);
        Show(DcgmCatalog.MemoryActive, (_, more) => more.MemoryActive);
        Show(DcgmCatalog.PcieSent, (_, more) => more.PcieSentBytesPerSecond);
        Show(DcgmCatalog.PcieReceived, (_, more) => more.PcieReceivedBytesPerSecond);
    }

    private static IEnumerable<DeviceView> Local(MetricsSnapshot snapshot) =>
        snapshot.Hosts.Where(host => host.Host == snapshot.LocalHost).SelectMany(host => host.Devices).Where(device => device.Observation.Telemetry is not null);

    private static KeyValuePair<string, object?>[] LabelsOf(DeviceView device)
    {
        var more = device.Observation.Telemetry!;
        var index = more.Index?.ToString(CultureInfo.InvariantCulture) ?? "";
        return
        [
            new(DcgmCatalog.Gpu, index),
            new(DcgmCatalog.Uuid, more.Parent ?? device.Observation.Uuid),
            new(DcgmCatalog.BusId, more.BusId ?? ""),
            new(DcgmCatalog.Device, index.Length == 0 ? "" : "nvidia" + index),
            new(DcgmCatalog.ModelName, device.Observation.Model),
            new(DcgmCatalog.Hostname, device.Host),
            new(DcgmCatalog.Driver, more.Driver ?? ""),
            new(DcgmCatalog.MigProfile, more.MigProfile ?? ""),
            new(DcgmCatalog.MigInstance, more.MigInstance?.ToString(CultureInfo.InvariantCulture) ?? ""),
        ];
    }
}
