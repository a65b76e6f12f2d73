using Krewe.Nvml.Tests.Support;

namespace Krewe.Nvml.Tests.Polling;

/// <summary>What a poller makes of what happens, round by round on the test's own thread and by its own clock.</summary>
public sealed class PollerTests
{
    private const string Two = """
        gpu.0.like = h100
        gpu.1.like = h100
        gpu.0.util_gpu = 55
        gpu.0.gpm.2 = 80
        gpu.0.process = compute 100 2000 -1 -1 50 20 0 0
        """;

    [FakeFact]
    public void Round_OfTwoDevices_TellsWhatTheyAre()
    {
        using var world = new PolledWorld(Two + "\ngpu.1.power_mw = none\ngpu.1.util_gpu = 0");
        world.Round();
        Assert.Equal(NvmlPollerState.Running, world.Poller.Status.State);
        Assert.Equal(("580.159.04", new Version(13, 0)), (world.Poller.Status.DriverVersion, world.Poller.Status.CudaVersion));
        var all = world.Poller.Read();
        Assert.Equal(2, all.Length);
        Assert.Equal((GpuState.Present, 0.55, 70.0, 30, 345u), (all[0].State, all[0].Utilization, all[0].PowerWatts, all[0].TemperatureCelsius, all[0].SmClockMegahertz));
        Assert.Equal((85520809984UL, 2000UL, 502267904UL), (all[0].MemoryTotalBytes, all[0].MemoryUsedBytes, all[0].MemoryReservedBytes));
        Assert.Equal((1, 2000UL), (all[0].ProcessCount, all[0].ProcessMemoryBytes));
        Assert.Equal(100u, Assert.Single(world.Poller.GetProcesses(all[0].Identity.Uuid)).Process.ProcessId);
        Assert.Equal(("NVIDIA H100 80GB HBM3", NvmlArchitecture.Hopper, "00000000:10:00.0"), (all[0].Identity.Name, all[0].Identity.Architecture, all[0].Identity.PciBusId));
        // Missing is not zero, and zero is not missing.
        Assert.Null(all[1].PowerWatts);
        Assert.Equal(0.0, all[1].Utilization);
        Assert.Equal(0, all[1].ProcessCount);
        Assert.Null(all[1].FanSpeed);
        Assert.True(world.Poller.TryRead(all[1].Identity.Uuid, out var one) && one.Identity.Index == 1);
        Assert.False(world.Poller.TryRead("GPU-none", out _));
        Assert.Equal([GpuEventKind.Appeared, GpuEventKind.Appeared], world.Events().Select(happened => happened.Kind));
    }

    [FakeFact]
    public void Round_ThatAsksForWhatIsNotSupported_DoesNotAskAgain()
    {
        using var world = new PolledWorld("gpu.0.like = t4");
        world.Round();
        var (fan, memory) = (world.Fake.Calls("nvmlDeviceGetFanSpeed"), world.Fake.Calls("nvmlDeviceGetMemoryInfo_v2"));
        world.Rounds(25);
        Assert.Equal(fan, world.Fake.Calls("nvmlDeviceGetFanSpeed"));
        Assert.Equal(memory + 25, world.Fake.Calls("nvmlDeviceGetMemoryInfo_v2"));
    }

    [FakeFact]
    public void Rounds_OfTheTwoTiers_AskSlowThingsSeldom()
    {
        using var world = new PolledWorld(Two);
        world.Rounds(41);
        Assert.InRange(world.Fake.Calls("nvmlDeviceGetComputeRunningProcesses_v3"), 16UL, 20UL);
        Assert.Equal(82UL, world.Fake.Calls("nvmlDeviceGetPowerUsage"));
        Assert.Equal(0UL, world.Fake.Calls("nvmlDeviceGetPcieThroughput"));
    }

    [FakeFact]
    public void Device_ThatIsLost_LeavesAloneAndReturns()
    {
        using var world = new PolledWorld(Two);
        world.Round();
        world.Events();
        world.Fake.Load("gpu.0.lost = 1");
        world.Round();
        var all = world.Poller.Read();
        Assert.Equal((GpuState.Lost, NvmlReturn.GpuIsLost, GpuState.Present), (all[0].State, all[0].Failure, all[1].State));
        Assert.Equal(0.55, all[0].Utilization);
        world.Rounds(20);
        Assert.Equal(GpuState.Lost, world.Poller.Read()[0].State);
        Assert.Equal(world.Now, world.Poller.Read()[1].At);
        world.Fake.Load("gpu.0.lost = 0");
        world.Rounds(4);
        Assert.Equal(GpuState.Present, world.Poller.Read()[0].State);
        Assert.Equal([GpuEventKind.Lost, GpuEventKind.Returned], world.Events().Select(happened => happened.Kind));
        Assert.Equal(1u, world.Poller.Status.Generation);
    }

    [FakeFact]
    public void Device_ThatIsUnplugged_IsLostAndReturnsToItsPlace()
    {
        using var world = new PolledWorld(Two);
        world.Round();
        world.Fake.Load("gpu.0.present = 0");
        world.Round();
        Assert.Equal(GpuState.Lost, world.Poller.Read()[0].State);
        world.Rounds(12);
        Assert.Equal((2, 0), (world.Poller.Count, world.Poller.Read()[1].Identity.Index));
        world.Fake.Load("gpu.0.present = 1");
        world.Rounds(12);
        Assert.Equal([(GpuState.Present, 0), (GpuState.Present, 1)], world.Poller.Read().Select(gpu => (gpu.State, gpu.Identity.Index)));
    }

    [FakeFact]
    public void Device_ThatIsLostForLong_IsForgotten()
    {
        using var world = new PolledWorld(Two, options => options with { ForgetAfter = TimeSpan.FromMinutes(5) });
        world.Round();
        world.Fake.Load("gpu.0.present = 0");
        world.Rounds(290);
        Assert.Equal(2, world.Poller.Count);
        world.Rounds(30);
        Assert.Equal(1, world.Poller.Count);
        Assert.Equal(GpuEventKind.Removed, world.Events()[^1].Kind);
    }

    [FakeFact]
    public void Device_ThatComesBackToAFreshLibraryOnly_ComesBack()
    {
        using var world = new PolledWorld(Two);
        world.Round();
        world.Fake.Load("gpu.0.lost = 1\ngpu.0.ret.nvmlDeviceGetHandleByPciBusId_v2 = 999");
        world.Rounds(2);
        world.Fake.Load("gpu.0.lost = 0");
        var generation = world.Poller.Status.Generation;
        world.Rounds(45);
        Assert.Equal(GpuState.Present, world.Poller.Read()[0].State);
        Assert.Equal(GpuState.Present, world.Poller.Read()[1].State);
        Assert.True(world.Poller.Status.Generation >= generation);
    }

    [FakeFact]
    public void Error_ThatPasses_CostsOneValueOnly()
    {
        using var world = new PolledWorld(Two);
        world.Round();
        world.Fake.Load("gpu.0.ret.nvmlDeviceGetPowerUsage = 999 for 1");
        world.Round();
        Assert.Equal((GpuState.Present, null), (world.Poller.Read()[0].State, world.Poller.Read()[0].PowerWatts));
        world.Round();
        Assert.Equal(70.0, world.Poller.Read()[0].PowerWatts);
    }

    [FakeTheory]
    [InlineData(9)]
    [InlineData(18)]
    [InlineData(1)]
    public void Library_ThatDies_IsLoadedAnew(int code)
    {
        using var world = new PolledWorld(Two);
        world.Round();
        world.Fake.Load($"ret.nvmlDeviceGetMemoryInfo_v2 = {code} for 1\nret.nvmlInit_v2 = {code} for 2");
        world.Round();
        Assert.Equal(NvmlPollerState.LibraryLost, world.Poller.Status.State);
        Assert.All(world.Poller.Read(), gpu => Assert.Equal(GpuState.Lost, gpu.State));
        world.Rounds(20);
        Assert.Equal(NvmlPollerState.Running, world.Poller.Status.State);
        Assert.Equal("", world.Poller.Status.Problem);
        Assert.Equal(2u, world.Poller.Status.Generation);
        Assert.All(world.Poller.Read(), gpu => Assert.Equal((GpuState.Present, world.Now), (gpu.State, gpu.At)));
    }

    [Fact]
    public void Machine_WithoutALibrary_SaysSoInOneLine()
    {
        using var poller = new NvmlPoller(new NvmlPollerOptions { Load = new NvmlLoadOptions { Path = "/nowhere/nvml.so" } }, new SteppingTime());
        poller.RunRound();
        poller.RunRound();
        Assert.Equal(NvmlPollerState.NoLibrary, poller.Status.State);
        Assert.Equal("NVIDIA's management library was not found; looked for /nowhere/nvml.so.", poller.Status.Problem);
        Assert.Empty(poller.Read());
    }

    [FakeTheory]
    [InlineData(20, NvmlPollerState.Running)]
    [InlineData(0, NvmlPollerState.NoLibrary)]
    public void Library_ThatIsInstalledLater_IsFoundUnlessNoneIsLookedFor(int period, NvmlPollerState expected)
    {
        using var folder = new TemporaryFolder();
        var time = new SteppingTime();
        var path = Path.Combine(folder.Path, "libnvidia-ml.so.1");
        using var poller = new NvmlPoller(new NvmlPollerOptions { Load = new NvmlLoadOptions { Path = path }, LibraryPeriod = TimeSpan.FromSeconds(period) }, time);
        void Round()
        {
            time.Now += TimeSpan.FromSeconds(1);
            poller.RunRound();
        }

        Round();
        using var fake = new FakeNvml("gpu.0.like = h100");
        File.Copy(fake.Path, path);
        Round();
        Assert.Equal((NvmlPollerState.NoLibrary, 0), (poller.Status.State, poller.Count));
        for (var second = 0; second < 20; second++)
        {
            Round();
        }

        Assert.Equal(expected, poller.Status.State);
        Assert.Equal(expected == NvmlPollerState.Running ? "" : $"NVIDIA's management library was not found; looked for {path}.", poller.Status.Problem);
    }

    [FakeFact]
    public void MigDevices_ComeAndGo_WithTheirGpu()
    {
        using var world = new PolledWorld("gpu.0.like = h100\ngpu.0.mig = 1\ngpu.0.gi = 2 9 4 4\ngpu.0.process = compute 7 900 2 0");
        world.Round();
        var all = world.Poller.Read();
        Assert.Equal(2, all.Length);
        Assert.Equal((all[0].Identity.Uuid, 2u, 60u), (all[1].Identity.ParentUuid, all[1].Identity.GpuInstance, all[1].Identity.MigAttributes!.Value.Multiprocessors));
        Assert.Equal((900UL, 1, null), (all[1].MemoryUsedBytes, all[1].ProcessCount, all[1].PowerWatts));
        Assert.Null(all[0].Utilization);
        world.Fake.Load("gpu.0.gi = 9 19 0 1");
        world.Rounds(6);
        Assert.Equal(3, world.Poller.Count);
        world.Fake.Load("gpu.0.lost = 1");
        world.Round();
        Assert.All(world.Poller.Read(), gpu => Assert.Equal(GpuState.Lost, gpu.State));
        world.Fake.Load("gpu.0.lost = 0");
        world.Rounds(12);
        Assert.All(world.Poller.Read(), gpu => Assert.Equal(GpuState.Present, gpu.State));
        world.Fake.Load("gpu.0.instances = none\ngpu.0.gi = 3 14 2 2");
        world.Rounds(6);
        Assert.Equal((2, 3u), (world.Poller.Count, world.Poller.Read()[1].Identity.GpuInstance));
    }

    /// <summary>The same instance id given again to one of another size: what is read is of the new one.</summary>
    [FakeFact]
    public void MigDevice_WhoseIdIsGivenAgain_IsSeenAsAnother()
    {
        using var world = new PolledWorld("gpu.0.like = h100\ngpu.0.mig = 1\ngpu.0.gi = 2 9 4 4");
        world.Round();
        world.Fake.Load("gpu.0.instances = none\ngpu.0.gi = 2 14 2 2");
        world.Rounds(6);
        Assert.Equal(32u, world.Poller.Read()[1].Identity.MigAttributes!.Value.Multiprocessors);
    }

    [FakeFact]
    public void Rounds_InTheSteadyState_DoNotAllocate()
    {
        using var world = new PolledWorld(string.Join('\n', Enumerable.Range(0, 8).Select(i => $"gpu.{i}.like = h100\ngpu.{i}.process = compute {i} 5 -1 -1 1 1 0 0")));
        world.Rounds(50);
        var snapshots = new GpuSnapshot[8];
        var processes = new GpuProcess[8];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            world.Round();
            world.Poller.Read(snapshots);
            world.Poller.ReadProcesses(snapshots[3].Identity.Uuid, processes);
            _ = world.Poller.Status;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(8, snapshots.Count(snapshot => snapshot.At == world.Now));
    }

    /// <summary>Its own cost: the wall time of its rounds, in which the processor time is contained.</summary>
    [FakeFact]
    public void Cost_OfRounds_IsTold()
    {
        using var world = new PolledWorld(Two + "\nlatency_us.nvmlDeviceGetPowerUsage = 3000");
        world.Rounds(3);
        var status = world.Poller.Status;
        Assert.Equal(3, status.Rounds);
        Assert.True(status.LastRound >= TimeSpan.FromMilliseconds(6) && status.Busy >= TimeSpan.FromMilliseconds(18));
        Assert.True(status.LongestRound >= status.LastRound);
        Assert.True(status.BusyShare > 0);
        Assert.Equal(6, world.Poller.Library!.GetStatistics(NvmlFunction.DeviceGetPowerUsage).Calls);
    }
}
