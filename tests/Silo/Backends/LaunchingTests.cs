using Krewe.Errors;
using Krewe.Silo.Backends.Launching;
using Krewe.Silo.Backends.Logs;

namespace Krewe.Silo.Tests.Backends;

public sealed class LaunchingTests : IDisposable
{
    private const string Forever = "while :; do sleep 1000; done";

    private readonly LaunchFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [ShellFact]
    public async Task Start_CommandExits_ReportsItsStatusAndItsLastLines()
    {
        var server = await _fixture.StartAsync("echo one; echo two >&2; printf three; exit 7");

        var exit = await Eventually.WithinAsync(server.Exit);

        Assert.Equal(new ServerExit(7, null, false), exit);
        var lines = _fixture.Log.Read(0, 10).Lines;
        Assert.Equal(["one", "three"], lines.Where(line => line.Stream == LogRing.Output).Select(line => line.Text));
        Assert.Equal(["two"], lines.Where(line => line.Stream == LogRing.Error).Select(line => line.Text));
        Assert.Empty(Directory.GetFiles(_fixture.RunPath, "*.json"));
    }

    [ShellFact]
    public async Task Start_Arguments_ArePassedAsTheyAre()
    {
        var server = await _fixture.StartAsync("printf 'arg %s\\n' \"$@\"", "a b", "", "$HOME; 'x' \"y\"", "*");

        await Eventually.WithinAsync(server.Exit);

        Assert.Equal(["arg a b", "arg ", "arg $HOME; 'x' \"y\"", "arg *"], _fixture.Log.Read(0, 10).Lines.Select(line => line.Text));
    }

    [ShellFact]
    public async Task Start_PortPlaceholder_IsReplacedEverywhere()
    {
        var order = LaunchFixture.Shell("echo \"seen $1 $ADDRESS $PORT\"", "--port={port}") with
        {
            Environment = new Dictionary<string, string> { ["ADDRESS"] = "http://127.0.0.1:{port}", ["PORT"] = "1" },
        };

        var server = await _fixture.Launcher.StartAsync(order, _fixture.Log);
        await Eventually.WithinAsync(server.Exit);

        Assert.Equal($"--port={server.Port} http://127.0.0.1:{server.Port} {server.Port}", await _fixture.ValueAsync("seen"));
    }

    [ShellFact]
    public async Task Start_Server_LeadsItsGroupAndHoldsNoPipeOfTheSilo()
    {
        var other = await _fixture.StartAsync(Forever); // Its pipes must not leak into the next one.
        var server = await _fixture.StartAsync($"echo ready 1; {Forever}");
        await _fixture.NumberAsync("ready");

        Assert.Equal(server.Id, Krewe.Silo.Backends.Runs.ProcessTable.Find(server.Id)!.GroupId);
        // What the test's own starter left open to all of its children is not of this launcher's making.
        var foreign = Directory.GetFiles("/proc/self/fd").Select(Path.GetFileName).Where(IsInheritable);
        Assert.Empty(Directory.GetFiles($"/proc/{server.Id}/fd").Select(Path.GetFileName).Except(["0", "1", "2", .. foreign]));
        Assert.Equal("/dev/null", File.ResolveLinkTarget($"/proc/{server.Id}/fd/0", false)!.FullName);

        await Eventually.WithinAsync(server.StopAsync(TimeSpan.FromSeconds(20)));
        await Eventually.WithinAsync(other.StopAsync(TimeSpan.Zero));
    }

    [ShellFact]
    public async Task Stop_ServerHeedsTerm_EndsWithItsOwnStatus()
    {
        var server = await _fixture.StartAsync("trap 'exit 3' TERM; echo ready 1; while :; do sleep 0.05; done");
        await _fixture.NumberAsync("ready");

        Assert.Equal(new ServerExit(3, null, false), await Eventually.WithinAsync(server.StopAsync(TimeSpan.FromSeconds(20))));
    }

    [ShellFact]
    public async Task Stop_ServerIgnoresTerm_IsKilledAfterTheGrace()
    {
        var server = await _fixture.StartAsync("trap '' TERM; echo ready 1; while :; do sleep 1; done");
        await _fixture.NumberAsync("ready");

        var exit = await Eventually.WithinAsync(server.StopAsync(TimeSpan.FromMilliseconds(50)));

        Assert.Equal(new ServerExit(null, 9, false), exit);
    }

    [ShellFact]
    public async Task Stop_ServerIsSuspended_IsKilled()
    {
        var server = await _fixture.StartAsync("echo ready 1; kill -STOP $$; " + Forever);
        await _fixture.NumberAsync("ready");
        await Eventually.TrueAsync(() => Krewe.Silo.Backends.Runs.ProcessTable.Find(server.Id)?.State == 'T', "the server is suspended");

        Assert.False(server.Exit.IsCompleted);
        Assert.Equal(9, (await Eventually.WithinAsync(server.StopAsync(TimeSpan.FromMilliseconds(50)))).Signal);
    }

    [ShellFact]
    public async Task Start_CommandUnknown_IsRefusedWithItsName()
    {
        var order = LaunchFixture.Shell("") with { Command = "no-such-program" };

        var refusal = await Assert.ThrowsAsync<KreweException>(() => _fixture.Launcher.StartAsync(order, _fixture.Log));

        Assert.Equal("KRW4002", refusal.Problem.Code);
        Assert.Contains("'no-such-program'", refusal.Message, StringComparison.Ordinal);
    }

    [ShellFact]
    public async Task Start_FileNotExecutable_IsRefused()
    {
        var file = Path.Combine(_fixture.Root, "plain");
        await File.WriteAllTextAsync(file, "echo");

        var refusal = await Assert.ThrowsAsync<KreweException>(
            () => _fixture.Launcher.StartAsync(LaunchFixture.Shell("") with { Command = "./plain", WorkingDirectory = _fixture.Root }, _fixture.Log));

        Assert.Equal("KRW4002", refusal.Problem.Code);
        Assert.Contains("not executable", refusal.Message, StringComparison.Ordinal);
    }

    [ShellFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Start_ShellDoesNotStartTheServer_IsRefusedWithItsWords()
    {
        _fixture.Interpreter = Path.Combine(_fixture.Root, "broken");
        await File.WriteAllTextAsync(_fixture.Interpreter, "#!/bin/sh\necho 'no job control' >&2\n");
        File.SetUnixFileMode(_fixture.Interpreter, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var refusal = await Assert.ThrowsAsync<KreweException>(() => _fixture.StartAsync("exit 0"));

        Assert.Equal("KRW4002", refusal.Problem.Code);
        Assert.Contains("no job control", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_fixture.RunPath, "*.json"));
    }

    [ShellFact]
    public async Task Start_ShellMissing_IsRefusedWithItsName()
    {
        _fixture.Interpreter = "/no/such/sh";

        var refusal = await Assert.ThrowsAsync<KreweException>(() => _fixture.StartAsync("exit 0"));

        Assert.Contains("/no/such/sh", refusal.Message, StringComparison.Ordinal);
    }

    [ShellFact]
    public async Task Start_WorkingDirectory_IsTheServers()
    {
        var server = await _fixture.Launcher.StartAsync(LaunchFixture.Shell("echo \"in $(pwd)\"") with { WorkingDirectory = _fixture.Root }, _fixture.Log);
        await Eventually.WithinAsync(server.Exit);

        Assert.Equal(_fixture.Root, await _fixture.ValueAsync("in"));
    }

    [ShellFact]
    public async Task Start_WorkingDirectoryMissing_IsRefused()
    {
        var order = LaunchFixture.Shell("") with { WorkingDirectory = Path.Combine(_fixture.Root, "none") };

        Assert.Equal("KRW4002", (await Assert.ThrowsAsync<KreweException>(() => _fixture.Launcher.StartAsync(order, _fixture.Log))).Problem.Code);
    }

    [ShellFact]
    public async Task Start_RlimitAsked_BoundsMemoryAndSaysSo()
    {
        _fixture.Limits = new() { CgroupRoot = "/none", MemoryByRlimit = true };
        var order = LaunchFixture.Shell("echo \"limit $(ulimit -d)\"") with { MemoryBytes = 512 << 20, CpuCores = 1 };

        var server = await _fixture.Launcher.StartAsync(order, _fixture.Log);
        await Eventually.WithinAsync(server.Exit);

        Assert.Equal(512 << 10, await _fixture.NumberAsync("limit"));
        Assert.Equal("rlimit", server.Limits.Memory.By);
        Assert.Equal("no", server.Limits.Cpu.By);
    }

    [ShellFact]
    public async Task Start_ManyAtOnce_EachHasAPortOfItsOwn()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _fixture.StartAsync(Forever)));

        Assert.Equal(8, servers.Select(server => server.Port).Distinct().Count());

        await Eventually.WithinAsync(Task.WhenAll(servers.Select(server => server.StopAsync(TimeSpan.Zero))));
        await LaunchFixture.GoneAsync([.. servers.Select(server => server.Id)]);
    }

    private static bool IsInheritable(string? descriptor)
    {
        const int CloseOnExec = 0x80000; // O_CLOEXEC, shown in octal among the flags.
        try
        {
            var flags = File.ReadLines($"/proc/self/fdinfo/{descriptor}").Single(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return (Convert.ToInt32(flags[6..].Trim(), 8) & CloseOnExec) == 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
