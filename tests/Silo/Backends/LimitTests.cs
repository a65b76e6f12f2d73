using Krewe.Silo.Backends.Launching;
using Krewe.Silo.Backends.Limits;

namespace Krewe.Silo.Tests.Backends;

/// <summary>On a directory tree that looks like the kernel's; what the kernel itself would do with it is not shown here.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly LaunchFixture _fixture = new();
    private readonly string _cgroups;
    private readonly string _own;

    public LimitTests()
    {
        _cgroups = Directory.CreateDirectory(Path.Combine(_fixture.Root, "cgroup")).FullName;
        _own = Directory.CreateDirectory(Path.Combine(_cgroups, "system.slice", "krewe.service")).FullName;
        File.WriteAllText(Path.Combine(_cgroups, "cgroup.controllers"), "cpuset cpu io memory pids\n");
        File.WriteAllText(Path.Combine(_own, "cgroup.controllers"), "cpu memory pids\n");
        File.WriteAllText(Path.Combine(_own, "cgroup.subtree_control"), "");
        File.WriteAllText(Path.Combine(_fixture.Root, "own"), "0::/system.slice/krewe.service\n");
    }

    private LimitOptions Options => new() { CgroupRoot = _cgroups, OwnCgroupFile = Path.Combine(_fixture.Root, "own") };

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(1, "100000 100000")]
    [InlineData(0.25, "25000 100000")]
    [InlineData(12.5, "1250000 100000")]
    [InlineData(0.001, "1000 100000")]
    public void Prepare_GroupsPermitted_WritesTheGrant(double cores, string cpuMax)
    {
        var limits = new LimitSetter(Options).Prepare("run1", cores, 256 << 20);

        var group = Path.Combine(_own, "krewe", "run1");
        Assert.Equal(group, limits.Cgroup);
        Assert.Equal(cpuMax, Read(group, "cpu.max"));
        Assert.Equal("268435456", Read(group, "memory.max"));
        Assert.Equal("+cpu +memory", Read(_own, "cgroup.subtree_control"));
        Assert.Equal("+cpu +memory", Read(Path.Combine(_own, "krewe"), "cgroup.subtree_control"));
        Assert.Equal("cgroup", limits.Cpu.ToString());
        Assert.Equal("cgroup", limits.Memory.ToString());
        Assert.Equal(0, limits.DataLimitKilobytes);
    }

    [Fact]
    public void Prepare_SiloMovedIntoItsLeafBefore_UsesTheGroupAbove()
    {
        File.WriteAllText(Options.OwnCgroupFile, "0::/system.slice/krewe.service/krewe-silo\n");

        Assert.Equal(Path.Combine(_own, "krewe", "run1"), new LimitSetter(Options).Prepare("run1", 1, 0).Cgroup);
    }

    [Fact]
    public void Prepare_ControllerMissing_SaysWhich()
    {
        File.WriteAllText(Path.Combine(_own, "cgroup.controllers"), "cpu pids\n");

        var limits = new LimitSetter(Options).Prepare("run1", 1, 1 << 20);

        Assert.Equal("", limits.Cgroup);
        Assert.Equal("no", limits.Memory.By);
        Assert.Contains("the controllers memory are not available", limits.Memory.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_OldHierarchyOnly_SaysSo()
    {
        File.Delete(Path.Combine(_cgroups, "cgroup.controllers"));

        var limits = new LimitSetter(Options).Prepare("run1", 1, 1 << 20);

        Assert.StartsWith("no (no cgroup v2 at ", limits.Cpu.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("no (no cgroup v2 at ", limits.Memory.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_NothingGranted_MakesNoGroup()
    {
        Assert.Equal("", new LimitSetter(Options).Prepare("run1", 0, 0).Cgroup);
        Assert.False(Directory.Exists(Path.Combine(_own, "krewe")));
    }

    [ShellFact]
    public async Task Start_InGroup_EntersItBeforeTheServerRuns()
    {
        _fixture.Limits = Options;
        var order = LaunchFixture.Shell("echo \"entered $(cat \"$1/\"*/cgroup.procs)\"", Path.Combine(_own, "krewe")) with { CpuCores = 1 };

        var server = await _fixture.Launcher.StartAsync(order, _fixture.Log);
        await Eventually.WithinAsync(server.Exit);

        Assert.Equal("0", await _fixture.ValueAsync("entered")); // 0 is "the writer" to the kernel.
        Assert.Equal("cgroup", server.Limits.Cpu.By);
    }

    [ShellFact]
    public async Task Kill_Guarded_KillsTheGroupOfControl()
    {
        _fixture.Limits = Options;
        var server = await _fixture.Launcher.StartAsync(LaunchFixture.Shell("while :; do sleep 1000; done") with { CpuCores = 1 }, _fixture.Log);

        Signals.SendTo(server.SupervisorId, ServerSignal.Kill);
        await Eventually.WithinAsync(server.Exit);

        Assert.Equal("1", Read(server.Limits.Cgroup, "cgroup.kill").TrimEnd());
    }

    private static string Read(string group, string file) => File.ReadAllText(Path.Combine(group, file));
}
