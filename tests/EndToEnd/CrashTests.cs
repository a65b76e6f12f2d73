using System.Diagnostics;
using System.Text.RegularExpressions;
using Krewe.Replicas;
using Krewe.Testing.Load;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>kill -9 of what can be killed.</summary>
public sealed partial class CrashTests
{
    [LinuxFact]
    public async Task KillModelServer_UnderLoad_EveryRequestIsAnsweredAndTheReplicaServesWithin2Seconds()
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        var before = (await silo.ReadyStatusAsync()).Replica("digits").Backend!;

        // Answers with a cause are answers; a broken connection or a wrong label is a failure.
        var load = LoadGenerator.RunAsync(silo.Http, 16, TimeSpan.FromSeconds(8), (status, body) => status is 503 or 504 && Cause().IsMatch(body));
        await silo.WaitForAsync(status => status.Replica("digits").Running > 0);
        RunningProgram.Signal(before.ProcessId!.Value, "KILL");
        // Nobody but the next process can answer this request.
        var watch = Stopwatch.StartNew();
        await silo.AssertServesAsync();
        var recovery = watch.Elapsed;
        await silo.WaitForAsync(status => status.Replica("digits") is { Phase: ReplicaPhase.Ready, Backend: { } now } && now.ProcessId != before.ProcessId);

        var result = await load;
        Assert.Empty(result.Failures);
        Assert.True(result.Completed > 0);
        Assert.InRange(recovery.TotalSeconds, 0, 2);
    }

    [LinuxFact]
    public async Task KillSilo_ThenStart_NothingIsOrphanedAndTheStateIsAsItWas()
    {
        using var data = new TemporaryDirectory();
        int server;
        Krewe.Admin.ClusterView before;
        await using (var first = await RunningSilo.StartAsync(data.Path))
        {
            before = await first.ReadyStatusAsync();
            server = before.Replica("digits").Backend!.ProcessId!.Value;
            first.Program.Signal("KILL");
            await first.Program.WaitForExitAsync(TimeSpan.FromSeconds(10));
        }

        await SiloExtensions.WaitForEndAsync(server, TimeSpan.FromSeconds(10));
        await using var second = await RunningSilo.StartAsync(data.Path);
        await second.AssertServesAsync();
        var after = await second.ReadyStatusAsync();
        Assert.Equal(before.Model("digits").Spec, after.Model("digits").Spec);
        Assert.Equal(before.Model("digits").Generation, after.Model("digits").Generation);
        Assert.Equal(before.Replica("digits").Lease!.Epoch, after.Replica("digits").Lease!.Epoch);
        Assert.Equal(before.Hosts.Single().Leases.Length, after.Hosts.Single().Leases.Length);
    }

    [LinuxFact]
    public async Task Load_64ClientsFor30Seconds_NoFailure()
    {
        using var data = new TemporaryDirectory();
        await using var silo = await RunningSilo.StartAsync(data.Path);
        var result = await LoadGenerator.RunAsync(silo.Http, 64, TimeSpan.FromSeconds(30));
        Assert.Empty(result.Failures);
        Assert.True(result.Completed > 1_000, $"only {result.Completed} requests in 30 s");
    }

    [GeneratedRegex("^\\{\"error\":\"KRW[0-9]{4}: ")]
    private static partial Regex Cause();
}
