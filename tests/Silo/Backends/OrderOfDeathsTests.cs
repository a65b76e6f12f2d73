using System.Diagnostics;
using System.Globalization;
using Krewe.Silo.Backends.Launching;

namespace Krewe.Silo.Tests.Backends;

/// <summary>Whoever dies first: no process of a server lives on.</summary>
public sealed class OrderOfDeathsTests : IDisposable
{
    /// <summary>A server that ignores TERM, with a child and a grandchild of the same kind.</summary>
    private const string Family =
        "trap '' TERM; sh -c 'sleep 1000 & echo grandchild $!; wait' & echo child $!; echo self $$; while :; do sleep 1000; done";

    private readonly LaunchFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [ShellFact]
    public async Task Kill_Server_ItsDescendantsDieAndTheExitIsSeen()
    {
        var server = await _fixture.StartAsync(Family);
        var family = await FamilyAsync();

        Signals.SendTo(server.Id, ServerSignal.Kill);

        Assert.Equal(new ServerExit(null, 9, false), await Eventually.WithinAsync(server.Exit));
        Assert.DoesNotContain(family, LaunchFixture.IsAlive);
    }

    [ShellFact("/bin/bash")]
    public Task Kill_ServerUnderBash_ItsDescendantsDieAndTheExitIsSeen()
    {
        _fixture.Interpreter = "/bin/bash"; // Has job control without a terminal, where dash needs setsid.
        return Kill_Server_ItsDescendantsDieAndTheExitIsSeen();
    }

    [ShellFact("/bin/bash")]
    public Task Kill_SupervisorUnderBash_TheSiloKillsTheGroup()
    {
        _fixture.Interpreter = "/bin/bash";
        return Kill_Supervisor_TheSiloKillsTheGroup();
    }

    [ShellFact]
    public async Task Kill_Supervisor_TheSiloKillsTheGroup()
    {
        var server = await _fixture.StartAsync(Family);
        var family = await FamilyAsync();
        var guards = await GuardsAsync(server.SupervisorId);

        Signals.SendTo(server.SupervisorId, ServerSignal.Kill);

        Assert.True((await Eventually.WithinAsync(server.Exit)).SupervisorLost);
        Assert.DoesNotContain(family, LaunchFixture.IsAlive);
        await LaunchFixture.GoneAsync(guards);
    }

    [ShellFact]
    public async Task Kill_InnerGuard_TheServerDiesRatherThanRunUnguarded()
    {
        var server = await _fixture.StartAsync(Family);
        var family = await FamilyAsync();
        var guards = await GuardsAsync(server.SupervisorId);
        Assert.Equal(2, guards.Length);

        Signals.SendTo(guards[1], ServerSignal.Kill);

        Assert.Equal(9, (await Eventually.WithinAsync(server.Exit)).Signal);
        Assert.DoesNotContain(family, LaunchFixture.IsAlive);
    }

    [ShellFact]
    public async Task Kill_OuterGuard_TheInnerOneStillHeedsThePipe()
    {
        using var silo = FakeSilo.Start(Family);
        var family = await silo.FamilyAsync();
        var guards = await GuardsAsync(silo.SupervisorId);

        Signals.SendTo(guards[0], ServerSignal.Kill);
        await LaunchFixture.GoneAsync(guards[0]);
        Assert.All(family, processId => Assert.True(LaunchFixture.IsAlive(processId)));
        silo.Die();

        await LaunchFixture.GoneAsync([.. family, .. guards, silo.SupervisorId]);
    }

    [ShellFact]
    public async Task Kill_Silo_ThePipeClosesAndTheGroupDies()
    {
        using var silo = FakeSilo.Start(Family);
        var family = await silo.FamilyAsync();
        var guards = await GuardsAsync(silo.SupervisorId);

        silo.Die();

        await LaunchFixture.GoneAsync([.. family, .. guards, silo.SupervisorId]);
    }

    [ShellFact]
    public async Task Kill_SupervisorThenSilo_TheGuardKillsTheGroup()
    {
        using var silo = FakeSilo.Start(Family);
        var family = await silo.FamilyAsync();
        var guards = await GuardsAsync(silo.SupervisorId);

        Signals.SendTo(silo.SupervisorId, ServerSignal.Kill);
        await LaunchFixture.GoneAsync(silo.SupervisorId);
        silo.Die();

        await LaunchFixture.GoneAsync([.. family, .. guards]);
    }

    [ShellFact]
    public async Task Kill_SiloAtOnceAfterTheStart_NothingStays()
    {
        for (var round = 0; round < 20; round++)
        {
            using var silo = FakeSilo.Start("exec sleep 1000");
            var server = silo.ServerId; // The first thing known of it; the guard may not be there yet.
            silo.Die();

            await LaunchFixture.GoneAsync(server, silo.SupervisorId);
        }
    }

    [ShellFact]
    public async Task Exit_ChildHasLeftTheGroup_IsFoundByItsMarkAndKilled()
    {
        var server = await _fixture.StartAsync("setsid sleep 1000 & echo escaped $!; exit 5");

        var exit = await Eventually.WithinAsync(server.Exit);

        Assert.Equal(new ServerExit(5, null, false), exit);
        Assert.False(LaunchFixture.IsAlive(await _fixture.NumberAsync("escaped")));
    }

    [ShellFact]
    public async Task Interrupt_AtTheTerminal_ReachesNeitherSupervisorNorServer()
    {
        var server = await _fixture.StartAsync("echo ready 1; while :; do sleep 1000; done");
        await _fixture.NumberAsync("ready");

        // A terminal sends INT to its foreground group: the supervisor's, not the server's.
        using var interrupt = Process.Start("/bin/sh", ["-c", $"kill -INT {server.SupervisorId}; kill -HUP {server.SupervisorId}; kill -TERM {server.SupervisorId}"])!;
        await Eventually.WithinAsync(interrupt.WaitForExitAsync());

        Assert.Equal(15, (await Eventually.WithinAsync(server.StopAsync(TimeSpan.FromSeconds(20)))).Signal);
    }

    /// <summary>The two guards of a supervisor, the outer one first. They start beside the server, so they may take a moment longer.</summary>
    private static async Task<int[]> GuardsAsync(int supervisor)
    {
        int[] guards = [];
        await Eventually.TrueAsync(() => (guards = GuardsOf(supervisor)).Length == 2, "both guards run");
        return guards;
    }

    private static int[] GuardsOf(int supervisor) =>
        [.. ChildrenOf(supervisor).Where(IsGuard).SelectMany(outer => ChildrenOf(outer).Where(IsGuard).Prepend(outer))];

    private static bool IsGuard(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Contains("model-server-guard\0", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // Ended meanwhile.
        }
    }

    /// <summary>An ended process has none.</summary>
    private static int[] ChildrenOf(int parent) => !Directory.Exists($"/proc/{parent}") ? [] :
        [.. File.ReadAllText($"/proc/{parent}/task/{parent}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];

    private async Task<int[]> FamilyAsync() =>
        [await _fixture.NumberAsync("self"), await _fixture.NumberAsync("child"), await _fixture.NumberAsync("grandchild")];
}
