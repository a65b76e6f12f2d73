using Krewe.Silo.Configuration;
using Krewe.Silo.Devices;
using Krewe.Testing.Processes;

namespace Krewe.Silo.Tests.Devices;

public sealed class CpuDeviceProviderTests
{
    private static readonly MachineFacts Machine = new("host", 2, 8L << 30);

    [Fact]
    public void Measure_TwoLooks_UtilizationIsTheShareBetweenThem()
    {
        using var proc = new TemporaryDirectory();
        Write(proc, idle: 800, busy: 200, available: 4 << 20);
        var provider = new CpuDeviceProvider(Machine, proc.Path);
        var first = Assert.Single(provider.Measure());
        Assert.Null(first.Utilization);
        Assert.Equal("Test CPU", first.Model);
        Assert.Equal(4L << 30, first.UsedMemoryBytes);
        Assert.False(first.Accelerator);

        Write(proc, idle: 825, busy: 275, available: 2 << 20);
        var second = Assert.Single(provider.Measure());
        Assert.Equal(0.75, second.Utilization!.Value, 6);
        Assert.Equal(6L << 30, second.UsedMemoryBytes);
    }

    [Fact]
    public void Measure_NoProc_MissingIsNotZero()
    {
        using var proc = new TemporaryDirectory();
        var device = Assert.Single(new CpuDeviceProvider(Machine, proc.Path).Measure());
        Assert.Null(device.Utilization);
        Assert.Null(device.UsedMemoryBytes);
        Assert.Equal((2, 8L << 30), (device.Cores, device.MemoryBytes));
    }

    private static void Write(TemporaryDirectory proc, int idle, int busy, int available)
    {
        // user nice system idle iowait irq softirq steal guest guest_nice
        File.WriteAllText(proc.File("stat"), $"cpu  {busy - 50} 10 20 {idle - 5} 5 5 5 10 7 0\ncpu0 1 2 3 4 5\n");
        File.WriteAllText(proc.File("meminfo"), $"MemTotal:        8388608 kB\nMemAvailable:    {available} kB\n");
        File.WriteAllText(proc.File("cpuinfo"), "processor\t: 0\nmodel name\t: Test CPU\n");
    }
}
