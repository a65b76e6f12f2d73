using Krewe.Nvml.Tests.Support;

namespace Krewe.Nvml.Tests.Binding;

/// <summary>The exact values of a scenario, where relations would not notice a wrong member.</summary>
public sealed class QuantityTests
{
    [FakeFact]
    public void Quantities_OfADevice_AreThoseOfTheScenario()
    {
        using var fake = new FakeNvml("""
            gpu.0.like = h100
            gpu.1.like = h100
            topology.0.1 = 20
            gpu.0.util_gpu = 71
            gpu.0.util_mem = 13
            gpu.0.util_enc = 5
            gpu.0.util_jpg = 7
            gpu.0.power_mw = 650000
            gpu.0.temp_margin_c = -3
            gpu.0.temp_mem_c = 77
            gpu.0.fan = 105
            gpu.0.reasons = 132
            gpu.0.ecc_uncorrected_ever = 5
            gpu.0.ecc_sram = 9
            gpu.0.sram_exceeded = 1
            gpu.0.remap_uncorrected = 2
            gpu.0.remap_pending = 1
            gpu.0.rows_low = 4
            gpu.0.recovery_action = 4
            gpu.0.repair_tpc = 1
            gpu.0.pcie_tx_bytes = 123456789012
            gpu.0.link_tx_kib = 1000
            gpu.0.link_errors = 3
            gpu.0.accounting = 1
            gpu.0.process = compute 100 max -1 -1 0 20 0 0
            gpu.1.retired_pages = 2
            """);
        var library = fake.Open();
        var gpu = library.GetDevice(0);
        Assert.Equal(new NvmlUtilization(71, 13), gpu.GetUtilization());
        Assert.Equal(new NvmlEngineUtilization(5, 167000), gpu.GetEncoderUtilization());
        Assert.Equal(7u, gpu.GetJpegUtilization().Percent);
        Assert.Equal((650_000u, 650_000u, 20_000u), (gpu.GetPowerUsage(), gpu.GetInstantPower(NvmlPowerScope.Gpu), gpu.GetAveragePower(NvmlPowerScope.Memory)));
        Assert.Equal(NvmlReturn.NotSupported, gpu.TryGetInstantPower(NvmlPowerScope.Module, out _));
        Assert.Equal((-3, 77), (gpu.GetMarginTemperature(), gpu.GetMemoryTemperature()));
        Assert.Equal((92u, 87u), (gpu.GetTemperatureThreshold(NvmlTemperatureThreshold.Shutdown), gpu.GetTemperatureThreshold(NvmlTemperatureThreshold.GpuMax)));
        Assert.Equal((105u, 105u), (gpu.GetFanSpeed(), gpu.GetFanSpeedOf(0)));
        Assert.Equal(NvmlReturn.InvalidArgument, gpu.TryGetFanSpeedOf(1, out _));
        Assert.Equal(NvmlClockEventReasons.SoftwarePowerCap | NvmlClockEventReasons.HardwarePowerBrake, gpu.GetClockEventReasons());
        Assert.Equal(5UL, gpu.GetTotalEccErrors(NvmlEccErrorType.Uncorrected, NvmlEccCounter.Aggregate));
        Assert.Equal(9UL, gpu.GetMemoryErrors(NvmlEccErrorType.Uncorrected, NvmlEccCounter.Volatile, NvmlMemoryLocation.Sram));
        Assert.Equal(NvmlReturn.NotSupported, gpu.TryGetMemoryErrors(NvmlEccErrorType.Corrected, NvmlEccCounter.Volatile, NvmlMemoryLocation.L1Cache, out _));
        var sram = gpu.GetSramEccErrors();
        Assert.Equal((9UL, 14UL, 19UL, true), (sram.AggregateUncorrectedParity, sram.VolatileCorrected, sram.Other, sram.IsThresholdExceeded));
        Assert.Equal(new NvmlRemappedRows(0, 2, IsPending: true, HasFailed: false), gpu.GetRemappedRows());
        Assert.Equal(new NvmlRowRemapperHistogram(2560, 0, 0, 4, 0), gpu.GetRowRemapperHistogram());
        Assert.Equal(NvmlRecoveryAction.DrainAndReset, gpu.GetRecoveryAction());
        Assert.Equal(new NvmlRepairStatus(IsChannelPending: false, IsTpcPending: true), gpu.GetRepairStatus());
        Assert.Equal(123456789012UL, gpu.GetPcieBytes(NvmlPcieDirection.Transmit));
        Assert.Equal((5u, 16u), (gpu.GetPcieLinkGeneration(), gpu.GetMaxPcieLinkWidth()));
        Assert.Equal(1024000UL, gpu.GetNvLinkBytesSent(NvmlFieldIds.AllLinks));
        Assert.Equal((true, 6u, 3UL), (gpu.GetNvLinkState(17), gpu.GetNvLinkVersion(0), gpu.GetNvLinkErrors(0, NvmlNvLinkError.Replay)));
        Assert.Equal(NvmlReturn.InvalidArgument, gpu.TryGetNvLinkState(18, out _));
        Assert.Equal((NvmlNvLinkRemoteType.Switch, "00000000:C9:00.0"), (gpu.GetNvLinkRemote(1).Type, gpu.GetNvLinkRemote(1).Pci.BusId));
        Assert.Equal(((byte)1, new Version(28, 2048, 4)), gpu.GetNvLinkFirmware()[0]);
        Assert.False(gpu.GetNvLinkEncryption());
        Assert.Equal((3u, 2u), gpu.GetPciClass());
        Assert.Equal(new NvmlComputeCapability(9, 0), gpu.GetComputeCapability());
        Assert.Equal((NvmlArchitecture.Hopper, NvmlBrand.Nvidia, 16896u), (gpu.GetArchitecture(), gpu.GetBrand(), gpu.GetCoreCount()));
        Assert.Equal(NvmlTopologyLevel.MultipleSwitches, gpu.GetCommonAncestor(library.GetDevice(1)));
        Assert.Equal(NvmlPeerStatus.Ok, gpu.GetPeerStatus(library.GetDevice(1), NvmlPeerCapability.NvLink));
        Assert.Equal([library.GetDevice(1)], gpu.GetNearest(NvmlTopologyLevel.System));
        Assert.Equal(ulong.MaxValue, Assert.Single(gpu.GetCpuAffinity(1)));
        Assert.Equal(1UL, Assert.Single(gpu.GetMemoryAffinity(NvmlAffinityScope.Node, 1)));
        Assert.Null(Assert.Single(gpu.GetProcesses(NvmlProcessKind.Compute)).UsedMemory);
        Assert.Null(Assert.Single(gpu.GetProcessDetails(NvmlProcessKind.Compute)).Process.UsedMemory);
        Assert.Empty(gpu.GetProcesses(NvmlProcessKind.Graphics));
        Assert.Equal(100u, Assert.Single(gpu.GetAccountingPids()));
        Assert.Equal((null, 20u, null), (gpu.GetAccounting(100).GpuUtilization, gpu.GetAccounting(100).MemoryUtilization, gpu.GetAccounting(100).MaxMemory));
        Assert.Equal(NvmlReturn.NotFound, gpu.TryGetAccounting(1, out _));
        Assert.Equal([4096UL, 8192UL], library.GetDevice(1).GetRetiredPages(NvmlPageRetirementCause.Uncorrected).Select(page => page.Address));
        var near = new NvmlDevice[2];
        Assert.Equal(NvmlReturn.Success, library.TryGetDevicesNear(0, near, out var count));
        Assert.Equal(2, count);
        Assert.Equal(NvmlReturn.InsufficientSize, library.TryGetDevicesNear(0, near.AsSpan(0, 1), out _));
    }

    [FakeFact]
    public void Settings_OfADevice_AreKept()
    {
        using var fake = new FakeNvml("gpu.0.like = h100");
        var gpu = fake.Open().GetDevice(0);
        Assert.Equal(NvmlReturn.Success, gpu.TrySetPowerLimit(300_000));
        Assert.Equal(300_000u, gpu.GetPowerLimit());
        Assert.Equal(NvmlReturn.InvalidArgument, gpu.TrySetPowerLimit(1));
        Assert.Equal(NvmlReturn.Success, gpu.TrySetPowerLimit(1, NvmlPowerScope.Memory));
        Assert.Equal(NvmlReturn.Success, gpu.TrySetComputeMode(NvmlComputeMode.ExclusiveProcess));
        Assert.Equal(NvmlComputeMode.ExclusiveProcess, gpu.GetComputeMode());
        Assert.Equal(NvmlReturn.Success, gpu.TrySetPersistenceMode(false));
        Assert.False(gpu.GetPersistenceMode());
        Assert.Equal(NvmlReturn.Success, gpu.TrySetAccountingMode(true));
        Assert.True(gpu.GetAccountingMode());
        Assert.Equal(NvmlReturn.Success, gpu.TrySetLockedClocks(new NvmlRange(300, 600)));
        Assert.Equal(NvmlReturn.InvalidArgument, gpu.TrySetLockedClocks(new NvmlRange(600, 300)));
        Assert.Equal(NvmlReturn.Success, gpu.TryResetLockedClocks());
        Assert.Equal(NvmlReturn.Success, gpu.TrySetGpmStreaming(false));
        Assert.False(gpu.GetGpmStreaming());
    }

    [FakeFact]
    public void Samples_OverTime_AreTheSeries()
    {
        using var fake = new FakeNvml("""
            gpu.0.like = h100
            gpu.0.power_mw = 100000 200000
            gpu.0.sample.1 = 10 20 30
            """);
        var gpu = fake.Open().GetDevice(0);
        var energy = gpu.GetTotalEnergy();
        Assert.Equal(100_000u, gpu.GetPowerUsage());
        fake.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200_000u, gpu.GetPowerUsage());
        fake.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(400_000UL, gpu.GetTotalEnergy() - energy);
        var samples = gpu.GetSamples(NvmlSampleType.Gpu, 0, out var type);
        Assert.Equal(16, samples.Length);
        Assert.Equal(NvmlValueType.UInt32, type);
        Assert.All(samples, sample => Assert.Contains(sample.Value(type), new[] { 10.0, 20, 30 }));
        Assert.Equal(15, gpu.GetSamples(NvmlSampleType.Gpu, samples[0].Timestamp, out _).Length);
        Assert.Empty(gpu.GetSamples(NvmlSampleType.Gpu, samples[^1].Timestamp, out _));
    }

    [FakeFact]
    public void Processes_MoreThanTheRoom_SayHowMany()
    {
        using var fake = new FakeNvml("gpu.0.like = h100\n" + string.Join('\n', Enumerable.Range(1, 40).Select(pid => $"gpu.0.process = compute {pid} 1000 -1 -1 1 0 0 0")));
        var gpu = fake.Open().GetDevice(0);
        Assert.Equal(NvmlReturn.InsufficientSize, gpu.TryGetProcesses(NvmlProcessKind.Compute, new NvmlProcess[3], out var count));
        Assert.Equal(40, count);
        Assert.Equal(40, gpu.GetProcesses(NvmlProcessKind.Compute).Length);
        Assert.Equal(40, gpu.GetProcessDetails(NvmlProcessKind.Compute).Length);
        Assert.Equal(40, gpu.GetProcessUtilization(0).Length);
        Assert.Equal(NvmlReturn.InsufficientSize, gpu.TryGetProcessUtilization(0, new NvmlProcessUtilization[2], out _));
    }

    [FakeFact]
    public void Gpm_ThatIsNoNumber_IsNoData()
    {
        using var fake = new FakeNvml("""
            gpu.0.like = h100
            gpu.0.gpm.1 = 42.5
            gpu.0.gpm.2 = -1
            """);
        var library = fake.Open();
        using var first = library.CreateGpmSample();
        using var second = library.CreateGpmSample();
        Assert.Equal(NvmlReturn.Success, library.GetDevice(0).TryTakeGpmSample(first));
        Assert.Equal(NvmlReturn.Success, library.GetDevice(0).TryTakeGpmSample(second));
        var metrics = library.GetGpmMetrics(first, second, (NvmlGpmMetricId)1, (NvmlGpmMetricId)2, (NvmlGpmMetricId)300);
        Assert.Equal((NvmlReturn.Success, 42.5), (metrics[0].Code, metrics[0].Value));
        Assert.Equal(NvmlReturn.NoData, metrics[1].Code);
        Assert.Equal(NvmlReturn.NotSupported, metrics[2].Code);
        Assert.Equal(NvmlReturn.InvalidArgument, library.TryGetGpmMetrics(first, second, new NvmlGpmMetric[334]));
    }
}
