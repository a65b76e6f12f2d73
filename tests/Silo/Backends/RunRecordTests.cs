using System.Diagnostics;
using Krewe.Errors;
using Krewe.Silo.Backends.Launching;
using Krewe.Silo.Backends.Runs;

namespace Krewe.Silo.Tests.Backends;

public sealed class RunRecordTests : IDisposable
{
    private readonly LaunchFixture _fixture = new();
    private readonly List<Process> _strangers = [];

    public void Dispose()
    {
        foreach (var stranger in _strangers)
        {
            stranger.Kill();
            stranger.WaitForExit();
            stranger.Dispose();
        }

        _fixture.Dispose();
    }

    [ShellFact]
    public async Task EndLeftovers_ServerOfAnEarlierSilo_IsKilledAndItsRecordRemoved()
    {
        var left = StartGroup("none");
        WriteRecord(left.Id, ProcessTable.Find(left.Id)!.StartTime, "aa");

        Assert.Equal(1, await _fixture.Launcher.EndLeftoversAsync());

        await Eventually.WithinAsync(left.WaitForExitAsync());
        Assert.Empty(Directory.GetFiles(_fixture.RunPath, "*.json"));
    }

    [ShellFact]
    public async Task EndLeftovers_ProcessIdReused_TheStrangerLives()
    {
        var stranger = StartGroup("none");
        WriteRecord(stranger.Id, ProcessTable.Find(stranger.Id)!.StartTime - 1, "aa");

        Assert.Equal(0, await _fixture.Launcher.EndLeftoversAsync());

        Assert.False(stranger.HasExited);
        Assert.Empty(Directory.GetFiles(_fixture.RunPath, "*.json"));
    }

    [ShellFact]
    public async Task EndLeftovers_ProcessIdReusedAndAMarkedProcessElsewhere_OnlyTheMarkedOneDies()
    {
        var stranger = StartGroup("none");
        var marked = StartGroup("bb");
        WriteRecord(stranger.Id, ProcessTable.Find(stranger.Id)!.StartTime - 1, "bb");

        Assert.Equal(1, await _fixture.Launcher.EndLeftoversAsync());

        await Eventually.WithinAsync(marked.WaitForExitAsync());
        Assert.False(stranger.HasExited);
    }

    [ShellFact]
    public async Task EndLeftovers_RecordOfAnotherBoot_KillsNothing()
    {
        var stranger = StartGroup("none");
        WriteRecord(stranger.Id, ProcessTable.Find(stranger.Id)!.StartTime, "aa", bootId: "an earlier one");

        Assert.Equal(0, await _fixture.Launcher.EndLeftoversAsync());

        Assert.False(stranger.HasExited);
    }

    [ShellFact]
    public async Task EndLeftovers_RecordUnreadable_IsRemoved()
    {
        Directory.CreateDirectory(_fixture.RunPath);
        await File.WriteAllTextAsync(Path.Combine(_fixture.RunPath, "cc.json"), "{ half");

        Assert.Equal(0, await _fixture.Launcher.EndLeftoversAsync());

        Assert.Empty(Directory.GetFiles(_fixture.RunPath, "*.json"));
    }

    [ShellFact]
    public async Task Start_Server_IsRecordedWhileItRuns()
    {
        var server = await _fixture.StartAsync("while :; do sleep 1000; done");

        var record = Assert.Single(new RunReader(_fixture.RunPath).Read());
        Assert.Equal(server.Id, record.ProcessId);
        Assert.Equal(ProcessTable.Find(server.Id)!.StartTime, record.StartTime);
        Assert.Equal("default/test@local/0", record.Replica);

        await Eventually.WithinAsync(server.StopAsync(TimeSpan.Zero));
        Assert.Empty(new RunReader(_fixture.RunPath).Read());
    }

    [ShellFact]
    public void Open_SecondSilo_IsRefused()
    {
        _ = _fixture.Launcher;

        var refusal = Assert.Throws<KreweException>(() => _fixture.NewLauncher());

        Assert.Equal("KRW6002", refusal.Problem.Code);
    }

    [Theory]
    [InlineData("12 (sh) S 1 12 12 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 777 1 1", 'S', 12, 777)]
    [InlineData("12 (a) Z (b) Z 1 -1 12 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 778 1 1", 'Z', -1, 778)]
    public void Parse_StatLine_CountsFieldsFromTheNamesEnd(string line, char state, int group, long startTime) =>
        Assert.Equal(new ProcessStat(state, group, startTime), ProcessStat.Parse(line));

    [Theory]
    [InlineData("")]
    [InlineData("12 (sh) S 1 12")]
    public void Parse_StatLineCutShort_IsNull(string line) => Assert.Null(ProcessStat.Parse(line));

    /// <summary>A process that leads a group of its own.</summary>
    private Process StartGroup(string mark)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", "echo up; exec sleep 1000"]) { RedirectStandardOutput = true };
        start.Environment[ServerEnvironment.RunVariable] = mark;
        var process = Process.Start(start)!;
        _strangers.Add(process);
        Assert.Equal("up", process.StandardOutput.ReadLine());
        return process;
    }

    private void WriteRecord(int processId, long startTime, string runId, string? bootId = null)
    {
        using var runs = new RunDirectory(_fixture.RunPath);
        runs.Write(new() { Replica = "default/test@local/0", Epoch = 1, ProcessId = processId, StartTime = startTime, RunId = runId, BootId = bootId ?? ProcessTable.BootId });
    }

    private sealed class RunReader(string path)
    {
        public RunRecord[] Read() =>
            [.. Directory.GetFiles(path, "*.json").Select(file => System.Text.Json.JsonSerializer.Deserialize<RunRecord>(File.ReadAllBytes(file))!)];
    }
}
