using Krewe.Nvml.Tests.Support;

namespace Krewe.Nvml.Tests.Binding;

/// <summary>What goes wrong, and that it is an error and never a crash.</summary>
public sealed class FaultTests
{
    public static TheoryData<int> Codes => [.. Enum.GetValues<NvmlReturn>().Where(code => code != NvmlReturn.Success).Select(code => (int)code)];

    [FakeTheory]
    [MemberData(nameof(Codes))]
    public void Call_ThatGivesACode_GivesItOn(int code)
    {
        using var fake = new FakeNvml($"""
            gpu.0.like = h100
            gpu.0.ret.nvmlDeviceGetPowerUsage = {code}
            """);
        var gpu = fake.Open().GetDevice(0);
        Assert.Equal((NvmlReturn)code, gpu.TryGetPowerUsage(out var power));
        Assert.Equal(0u, power);
        var exception = Assert.Throws<NvmlException>(() => gpu.GetPowerUsage());
        Assert.Equal((NvmlReturn)code, exception.Code);
        Assert.Equal(NvmlFunction.DeviceGetPowerUsage, exception.Function);
    }

    [FakeTheory]
    [MemberData(nameof(Codes))]
    public void Load_OfALibraryThatDoesNotInitialize_SaysWhy(int code)
    {
        using var fake = new FakeNvml($"ret.nvmlInit_v2 = {code}");
        Assert.Equal((NvmlReturn)code, NvmlLibrary.TryLoad(fake.Options, out var library, out var problem));
        Assert.Null(library);
        Assert.Contains(code.ToString(System.Globalization.CultureInfo.InvariantCulture), problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAFileThatIsNotThere_SaysWhereItLooked()
    {
        var code = NvmlLibrary.TryLoad(new NvmlLoadOptions { Path = "/nowhere/libnvidia-ml.so.1" }, out _, out var problem);
        Assert.Equal(NvmlReturn.LibraryNotFound, code);
        Assert.Contains("/nowhere/libnvidia-ml.so.1", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [FakeFact]
    public void Device_ThatIsLost_GivesItFromEveryCall()
    {
        using var fake = new FakeNvml(EveryMemberTests.Everything);
        var library = fake.Open();
        var (gpu, other) = (library.GetDevice(0), library.GetDevice(2));
        fake.Load("gpu.0.lost = 1");
        Assert.Equal(NvmlReturn.GpuIsLost, gpu.TryGetMemory(out _));
        Assert.Equal(NvmlReturn.GpuIsLost, gpu.TryGetProcesses(NvmlProcessKind.Compute, new NvmlProcess[4], out _));
        Assert.Equal(NvmlReturn.GpuIsLost, library.TryGetDevice(0, out var none));
        Assert.True(none.IsNone);
        Assert.Equal(NvmlReturn.Success, other.TryGetMemory(out _));
        fake.Load("gpu.0.lost = 0");
        Assert.Equal(NvmlReturn.Success, gpu.TryGetMemory(out _));
    }

    [FakeFact]
    public void Default_Device_IsNone()
    {
        NvmlDevice none = default;
        Assert.True(none.IsNone);
        Assert.True(none.IsStale);
        Assert.Equal(NvmlReturn.Uninitialized, none.TryGetName(out var name));
        Assert.Equal("", name);
        Assert.All(EveryMemberTests.Methods(typeof(NvmlDevice)).Where(method => method.ReturnType == typeof(NvmlReturn) && method.GetParameters().All(p => p.IsOut)), method =>
            Assert.Equal(NvmlReturn.Uninitialized, method.Invoke(none, new object?[method.GetParameters().Length])));
    }

    [FakeFact]
    public void Everything_AfterShutdown_IsUninitialized()
    {
        using var fake = new FakeNvml(EveryMemberTests.Everything);
        var library = fake.Open();
        var gpu = library.GetDevice(0);
        var events = library.CreateEventSet();
        var (first, second) = (library.CreateGpmSample(), library.CreateGpmSample());
        Assert.Equal(3, fake.Alive);
        library.Dispose();
        Assert.Equal(0, fake.Inits);
        var calls = fake.Calls("nvmlDeviceGetPowerUsage");
        Assert.Equal(NvmlReturn.Uninitialized, gpu.TryGetPowerUsage(out _));
        Assert.Equal(NvmlReturn.Uninitialized, events.TryWait(TimeSpan.Zero, out _));
        Assert.Equal(NvmlReturn.Uninitialized, events.TryRegister(gpu, NvmlEventTypes.XidCriticalError));
        Assert.Equal(NvmlReturn.Uninitialized, gpu.TryTakeGpmSample(first));
        Assert.Equal(NvmlReturn.Uninitialized, library.TryGetGpmMetrics(first, second, new NvmlGpmMetric[1]));
        Assert.Equal(NvmlReturn.Uninitialized, library.TryGetDevice(0, out _));
        Assert.Equal(NvmlReturn.Uninitialized, library.TryCreateEventSet(out _));
        Assert.Equal(NvmlReturn.Uninitialized, library.TryReload());
        Assert.Equal(calls, fake.Calls("nvmlDeviceGetPowerUsage"));
        events.Dispose();
        first.Dispose();
        second.Dispose();
        library.Dispose();
    }

    [FakeFact]
    public void Reload_WithSetsAndSamples_FreesThemAndLeavesTheOldOnesVoid()
    {
        using var fake = new FakeNvml(EveryMemberTests.Everything);
        var library = fake.Open();
        var events = library.CreateEventSet();
        var sample = library.CreateGpmSample();
        Assert.Equal(NvmlReturn.Success, library.TryReload());
        Assert.Equal(0, fake.Alive);
        Assert.Equal(0, library.OwnedHandles);
        Assert.Equal(NvmlReturn.Uninitialized, events.TryWait(TimeSpan.Zero, out _));
        Assert.Equal(NvmlReturn.InvalidArgument, library.GetDevice(0).TryTakeGpmSample(sample));
        events.Dispose();
        sample.Dispose();
        Assert.Equal(NvmlReturn.Success, library.TryCreateEventSet(out var again));
        Assert.Equal(1, fake.Alive);
        again!.Dispose();
        Assert.Equal(0, fake.Alive);
    }

    [FakeFact]
    public void Reload_ThatFails_CanBeTriedAgain()
    {
        using var fake = new FakeNvml("gpu.0.like = h100");
        var library = fake.Open();
        fake.Load("ret.nvmlInit_v2 = 18 for 2");
        Assert.Equal(NvmlReturn.LibraryVersionMismatch, library.TryReload());
        Assert.False(library.IsInitialized);
        Assert.Equal(NvmlReturn.Uninitialized, library.TryGetDevice(0, out _));
        Assert.Equal(NvmlReturn.LibraryVersionMismatch, library.TryReload());
        Assert.Equal(NvmlReturn.Success, library.TryReload());
        Assert.Equal(NvmlReturn.Success, library.TryGetDevice(0, out _));
    }

    [FakeFact]
    public void Shutdown_BesideACallThatHangs_LeavesTheLibraryInitialized()
    {
        using var fake = new FakeNvml("""
            gpu.0.like = h100
            gpu.0.hang.nvmlDeviceGetPowerUsage = 1
            """);
        var library = NvmlLibrary.Load(fake.Options with { ShutdownPatience = TimeSpan.FromMilliseconds(50) });
        var gpu = library.GetDevice(0);
        var code = NvmlReturn.Success;
        var thread = new Thread(() => code = gpu.TryGetPowerUsage(out _));
        thread.Start();
        SpinWait wait = default;
        while (fake.InFlight == 0)
        {
            wait.SpinOnce();
        }

        library.Dispose();
        Assert.Equal(1, fake.Inits);
        fake.Load("gpu.0.hang.nvmlDeviceGetPowerUsage = 0");
        thread.Join();
        Assert.Equal(NvmlReturn.Success, code);
    }

    [FakeFact]
    public void Statistics_OfAFunction_CountCallsAndFailures()
    {
        using var fake = new FakeNvml("""
            gpu.0.like = h100
            gpu.0.ret.nvmlDeviceGetPowerUsage = 999 after 2 for 1
            latency_us.nvmlDeviceGetPowerUsage = 2000
            """);
        var library = fake.Open();
        var gpu = library.GetDevice(0);
        for (var i = 0; i < 4; i++)
        {
            gpu.TryGetPowerUsage(out _);
        }

        var statistics = library.GetStatistics(NvmlFunction.DeviceGetPowerUsage);
        Assert.Equal((4L, 1L, NvmlReturn.Success), (statistics.Calls, statistics.Failures, statistics.LastCode));
        Assert.True(statistics.Total >= TimeSpan.FromMilliseconds(8) && statistics.Longest >= TimeSpan.FromMilliseconds(2));
    }
}
