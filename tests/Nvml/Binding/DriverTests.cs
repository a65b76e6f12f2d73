using Krewe.Nvml.Tests.Support;

namespace Krewe.Nvml.Tests.Binding;

/// <summary>The same quantities by drivers of several ages.</summary>
public sealed class DriverTests
{
    private const string One = """
        gpu.0.like = h100
        gpu.0.slow_sw_thermal_ns = 11
        gpu.0.slow_hw_thermal_ns = 22
        gpu.0.slow_power_brake_ns = 33
        gpu.0.process = compute 100 2000 -1 -1 50 20 0 0
        gpu.0.process = compute 101 3000 -1 -1 0 0 0 0
        """;

    [FakeTheory]
    [InlineData("580.159.04")]
    [InlineData("580.65.06")]
    [InlineData("550.54.15")]
    [InlineData("535.54.03")]
    [InlineData("535.129.03")]
    [InlineData("510.47.03")]
    [InlineData("470.57.02")]
    public void Quantities_ByAnyDriver_AreTheSame(string driver)
    {
        using var fake = new FakeNvml($"driver = {driver}\n{One}", driver switch { "470.57.02" => "r470", "535.54.03" => "r535", _ => "" });
        var gpu = fake.Open().GetDevice(0);
        var memory = gpu.GetMemory();
        Assert.Equal(85520809984UL, memory.Total);
        Assert.Equal(85520809984UL - 502267904 - 5000, memory.Free);
        Assert.Equal(30, gpu.GetTemperature());
        Assert.Equal(NvmlClockEventReasons.GpuIdle, gpu.GetClockEventReasons());
        Assert.Equal(new uint[] { 100, 101 }, gpu.GetProcesses(NvmlProcessKind.Compute).Select(process => process.ProcessId));
        Assert.Equal(new ulong?[] { 2000, 3000 }, gpu.GetProcesses(NvmlProcessKind.Compute).Select(process => process.UsedMemory));
        Assert.All(gpu.GetProcesses(NvmlProcessKind.Compute), process => Assert.Null(process.GpuInstance));
        Assert.Equal(50u, Assert.Single(gpu.GetProcessUtilization(0)).Multiprocessors);
        // Ids of fields are the driver's affair, not exports: also the oldest answers by those of its age.
        Assert.Equal(new NvmlSlowdownTimes(11, 22, 33), gpu.GetSlowdownTimes());
    }

    [FakeFact]
    public void Functions_ThatTheLibraryLacks_AreNotFound()
    {
        using var fake = new FakeNvml("driver = 470.57.02\n" + One, "r470");
        var library = fake.Open();
        Assert.False(library.HasFunction(NvmlFunction.DeviceGetTemperatureV));
        Assert.False(library.HasFunction("nvmlGpmSampleAlloc"));
        Assert.Equal(NvmlReturn.FunctionNotFound, library.TryCreateGpmSample(out _));
        Assert.Equal(NvmlReturn.FunctionNotFound, library.GetDevice(0).TryGetMarginTemperature(out _));
        Assert.Equal(NvmlReturn.FunctionNotFound, library.GetDevice(0).TryGetFabric(out _));
        Assert.Equal(470, library.DriverMajor);
    }

    [FakeTheory]
    [InlineData("580.159.04", true)]
    [InlineData("550.54.15", false)]
    public void Fabric_ByTheDriver_HasASummary(string driver, bool expected)
    {
        using var fake = new FakeNvml($"driver = {driver}\n{One}");
        var fabric = fake.Open().GetDevice(0).GetFabric();
        Assert.Equal(NvmlFabricState.Completed, fabric.State);
        Assert.Equal(expected, fabric.Health is not null);
        Assert.Equal(Guid.Parse("01020304-0506-0708-090a-0b0c0d0e0f10"), fabric.Cluster);
    }

    [Theory]
    [InlineData("580.159.04", true)]
    [InlineData("580.82.07", true)]
    [InlineData("580.65.06", false)]
    [InlineData("590.44.01", true)]
    [InlineData("570.172", false)]
    [InlineData("", false)]
    [InlineData("garbage", false)]
    public void SlowdownFields_ByTheDriver_AreRenumbered(string version, bool expected) =>
        Assert.Equal(expected, DriverRelease.Parse(version).HasRenumberedSlowdownFields);
}
