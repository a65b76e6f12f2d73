using System.Globalization;
using Krewe.Devices;
using Krewe.Hosts;
using Krewe.Naming;
using Krewe.Silo.Metrics;
using Krewe.Silo.Metrics.Devices;
using Krewe.Silo.Metrics.Exposition;
using Krewe.Silo.Tests.Admin;

namespace Krewe.Silo.Tests.Metrics;

/// <summary>Devices under DCGM's names and Krewe's own, and whose work their energy was.</summary>
public sealed class DeviceMetricsTests : IDisposable
{
    private static readonly DeviceTelemetry Telemetry = new()
    {
        Index = 3,
        BusId = "00000000:83:00.0",
        Driver = "580.1",
        SmClockMhz = 1_980,
        MemoryClockMhz = 2_619,
        Temperature = 54,
        MemoryTemperature = 61,
        EnergyJoules = 12.5,
        MemoryUtilization = 0.5,
        EncoderUtilization = 0.25,
        DecoderUtilization = 0,
        ReservedMemoryBytes = 512L << 20,
        PcieReplays = 2,
        PcieSentBytesPerSecond = 1_000,
        PcieReceivedBytesPerSecond = 2_000,
        NvLinkBytes = 4_096,
        UncorrectableRows = 1,
        CorrectableRows = 4,
        RemapFailed = false,
        VgpuLicensed = false,
        EngineActive = 0.9,
        TensorActive = 0.4,
        MemoryActive = 0.3,
    };

    private static readonly DeviceView Gpu = new()
    {
        Host = SampleCluster.Host.Host,
        Health = DeviceHealth.Degraded,
        FreeMemoryBytes = 10L << 30,
        ForeignMemoryBytes = 1L << 30,
        Observation = new DeviceObservation
        {
            Uuid = "GPU-1",
            Class = "h100",
            Model = "NVIDIA H100",
            Accelerator = true,
            MemoryBytes = 80L << 30,
            UsedMemoryBytes = 20L << 30,
            Utilization = 0.75,
            PowerWatts = 400,
            Faults = [new DeviceFault(1, 13, SampleCluster.Start), new DeviceFault(2, 63, SampleCluster.Start)],
            Telemetry = Telemetry,
        },
    };

    private readonly TestMeterFactory _meters = new();
    private readonly KreweMetrics _metrics;
    private readonly PrometheusExporter _exporter;

    public DeviceMetricsTests()
    {
        _metrics = new KreweMetrics(_meters, new FixedTime(SampleCluster.Start));
        _exporter = new PrometheusExporter(_metrics.Meter);
    }

    /// <summary>The sample's host, with an accelerator that tells everything.</summary>
    internal static HostView Host { get; } = SampleCluster.Host with { Devices = [.. SampleCluster.Host.Devices, Gpu] };

    /// <summary>The same, a second later.</summary>
    internal static HostView HostLater { get; } = SampleCluster.Host with { Devices = [.. SampleCluster.Host.Devices, Drew(112.5)] };

    public void Dispose()
    {
        _exporter.Dispose();
        _meters.Dispose();
    }

    [Theory]
    [InlineData("SM_CLOCK", 1_980)]
    [InlineData("GPU_TEMP", 54)]
    [InlineData("POWER_USAGE", 400)]
    [InlineData("TOTAL_ENERGY_CONSUMPTION", 12_500)]
    [InlineData("GPU_UTIL", 75)]
    [InlineData("MEM_COPY_UTIL", 50)]
    [InlineData("XID_ERRORS", 63)]
    [InlineData("FB_FREE", 60 * 1_024 - 512)]
    [InlineData("FB_USED", 20 * 1_024)]
    [InlineData("FB_RESERVED", 512)]
    [InlineData("ROW_REMAP_FAILURE", 0)]
    [InlineData("VGPU_LICENSE_STATUS", 0)]
    public void Dcgm_Device_HasItsNamesUnitsAndLabels(string name, double value)
    {
        Publish(Gpu);
        AssertHas(FormattableString.Invariant(
            $"DCGM_FI_DEV_{name}{{DCGM_FI_DRIVER_VERSION=\"580.1\",GPU_I_ID=\"\",GPU_I_PROFILE=\"\",Hostname=\"{Gpu.Host}\",UUID=\"GPU-1\",device=\"nvidia3\",gpu=\"3\",modelName=\"NVIDIA H100\",pci_bus_id=\"00000000:83:00.0\"}} {value}"));
    }

    [Fact]
    public void Dcgm_MigInstance_IsToldApartOnItsGpu()
    {
        Publish(Gpu with { Observation = Gpu.Observation with { Uuid = "MIG-1", Telemetry = Telemetry with { MigProfile = "1g.10gb", MigInstance = 9, Parent = "GPU-1" } } });
        Assert.Contains(Lines(), line => line.StartsWith("DCGM_FI_PROF_GR_ENGINE_ACTIVE{", StringComparison.Ordinal)
            && line.Contains("GPU_I_ID=\"9\",GPU_I_PROFILE=\"1g.10gb\"", StringComparison.Ordinal) && line.Contains("UUID=\"GPU-1\"", StringComparison.Ordinal));
    }

    [Fact]
    public void NotMeasured_HasNoSeries()
    {
        Publish(Gpu with { Observation = Gpu.Observation with { UsedMemoryBytes = null, Utilization = null, PowerWatts = null, Telemetry = new DeviceTelemetry { Index = 3 } } });
        Assert.Equal(["DCGM_FI_DEV_XID_ERRORS"], Lines().Where(line => line.StartsWith("DCGM", StringComparison.Ordinal)).Select(line => line.Split('{')[0]));
    }

    [Fact]
    public void Dcgm_OtherMachines_AreNotShown()
    {
        Publish(Gpu, local: "another");
        Assert.DoesNotContain(Lines(), line => line.StartsWith("DCGM", StringComparison.Ordinal));
        AssertHas($"krewe_device_health{{device=\"GPU-1\",device_class=\"h100\",host=\"{Gpu.Host}\",state=\"degraded\"}} 1");
        AssertHas($"krewe_device_foreign_memory_bytes{{device=\"GPU-1\",device_class=\"h100\",host=\"{Gpu.Host}\"}} 1073741824");
    }

    [Fact]
    public void Energy_IsSharedOutByLeasedComputeAndNothingIsLost()
    {
        var meter = new EnergyMeter();
        var host = Host with { Devices = [Gpu], Leases = [Lease("a", "small", 250), Lease("b", "big", 500)] };
        meter.Add(host, SampleCluster.Start);
        meter.Add(host with { Devices = [Drew(112.5)] }, SampleCluster.Start.AddSeconds(1));

        Assert.Equal([("", "", 25d), ("a", "small", 25d), ("b", "big", 50d)], meter.Current.OrderBy(one => one.Tenant, StringComparer.Ordinal));

        // The counter began anew: by power instead.
        meter.Add(host with { Devices = [Drew(1)] }, SampleCluster.Start.AddSeconds(2));
        Assert.Equal(500, meter.Current.Sum(one => one.Joules), 6);
        // It is not measured: nothing is made up for that time.
        meter.Add(host with { Devices = [Gpu with { Observation = Gpu.Observation with { Answer = DeviceAnswer.Lost } }] }, SampleCluster.Start.AddSeconds(3));
        Assert.Equal(500, meter.Current.Sum(one => one.Joules), 6);
    }

    [Fact]
    public void Energy_OfADividedGpu_IsItsInstancesByTheirMemoryAndNothingIsLost()
    {
        DeviceView Instance(string uuid, int gibibytes) => Gpu with
        {
            Observation = Gpu.Observation with { Uuid = uuid, MemoryBytes = (long)gibibytes << 30, PowerWatts = null, Telemetry = new DeviceTelemetry { Parent = "GPU-1", MigInstance = 1 } },
        };
        HostView Divided(double joules) => Host with
        {
            Devices = [Drew(joules) with { Observation = Drew(joules).Observation with { Accelerator = false } }, Instance("MIG-1", 40), Instance("MIG-2", 20)],
            Leases = [Lease("a", "one", 1_000) with { Devices = ["MIG-1"] }, Lease("b", "two", 500) with { Devices = ["MIG-2"] }],
        };
        var meter = new EnergyMeter();
        meter.Add(Divided(100), SampleCluster.Start);
        meter.Add(Divided(180), SampleCluster.Start.AddSeconds(1));

        Assert.Equal([("", "", 30d), ("a", "one", 40d), ("b", "two", 10d)], meter.Current.OrderBy(one => one.Tenant, StringComparer.Ordinal));
    }

    private static DeviceView Drew(double joules) => Gpu with { Observation = Gpu.Observation with { Telemetry = Telemetry with { EnergyJoules = joules } } };

    private static Lease Lease(string tenant, string model, int thousandths) => new()
    {
        Replica = new ReplicaId(new ModelKey(tenant, model, "local"), 0),
        Host = Gpu.Host,
        Epoch = 1,
        CpuMillicores = 0,
        MemoryBytes = 0,
        Devices = ["GPU-1"],
        DeviceComputeThousandths = thousandths,
    };

    private void Publish(DeviceView device, string? local = null) => _metrics.Publish(new MetricsSnapshot
    {
        TakenAt = SampleCluster.Start,
        LocalHost = local ?? Gpu.Host,
        Hosts = [SampleCluster.Host with { Devices = [device] }],
    });

    private void AssertHas(string line) => Assert.Contains(line, Lines());

    private List<string> Lines()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        _exporter.Write(writer);
        return [.. writer.ToString().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }
}
