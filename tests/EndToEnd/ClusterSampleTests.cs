using System.Text.RegularExpressions;
using Krewe.Hosts;
using Krewe.Replicas;
using Krewe.Testing.Postgres;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>samples/cluster as a user runs it: three silos in two regions over one PostgreSQL, one of them killed, all of it stopped.</summary>
public sealed partial class ClusterSampleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    /// <summary>Below what the test's HTTP client waits.</summary>
    private static readonly TimeSpan DeadlineOverADeath = TimeSpan.FromSeconds(55);

    [PostgresFact]
    public async Task Run_SiloKilled_TheModelAnswersAgainAndNothingIsLeft()
    {
        await using var sample = RunningProgram.Start(
            "/bin/bash", [Path.Combine(Repository.Root, "samples", "cluster", "run.sh"), "--no-build", "--configuration", Repository.Configuration]);
        var silos = new List<(string Host, int Process, Uri Address)>();
        foreach (var host in (string[])["eu-1", "eu-2", "us-1"])
        {
            var line = SiloLine().Match(await sample.WaitForLineAsync(text => text.StartsWith($"silo {host}: ", StringComparison.Ordinal), Patience));
            silos.Add((host, int.Parse(line.Groups["process"].Value, System.Globalization.CultureInfo.InvariantCulture), new Uri(line.Groups["address"].Value)));
        }

        await sample.WaitForLineAsync(line => line.StartsWith("running; ", StringComparison.Ordinal), Patience);
        Assert.All(silos, silo => Assert.Contains($"silo {silo.Host} says: the digit is a 3", sample.Output));
        Assert.Contains(sample.Output, line => line.StartsWith("us-1 ", StringComparison.Ordinal) && line.Contains("active", StringComparison.Ordinal));

        await using var left = RunningSilo.At(silos[1].Address);
        await using var far = RunningSilo.At(silos[2].Address);

        // Any silo shows all of them: what each front served, and every host.
        var history = await far.WaitForHistoryAsync(view => view.Silos.Length == 3 && view.Silos.All(one => one.Requests.Sum() >= 1));
        Assert.Equal(["eu-1", "eu-2", "us-1"], history.Hosts.Select(host => host.Host));
        Assert.Equal(["eu", "us"], history.Models.Where(model => model.Completed.Sum() > 0).Select(model => model.Model.Region));
        RunningProgram.Signal(silos[0].Process, "KILL");

        // Answers from both regions, in which every silo takes part as long as it is there. The requests are sent once and held until the death is known.
        await left.AssertServesAsync(DeadlineOverADeath);
        await far.AssertServesAsync(DeadlineOverADeath);
        var status = await left.WaitForAsync(view => view.Models.Any(model => model.Model.Region == "eu" && model.Replicas.Length == 2
            && model.Replicas.All(replica => replica is { Phase: ReplicaPhase.Ready, Lease.Host: "eu-2" })));
        Assert.Equal("Dead", status.Silos.Single(silo => silo.Name == "eu-1").Status);
        Assert.NotEqual(HostState.Active, status.Hosts.SingleOrDefault(host => host.Host == "eu-1")?.State);
        await left.AssertServesAsync(DeadlineOverADeath);

        var servers = status.Models.SelectMany(model => model.Replicas).Select(replica => replica.Backend!.ProcessId!.Value).ToList();
        sample.Signal("INT");
        await sample.WaitForExitAsync(Patience);
        Assert.Contains("stopped, nothing is left", sample.Output);
        Assert.All(servers.Concat(silos.Select(silo => silo.Process)), process => Assert.False(SiloExtensions.IsRunning(process)));
    }

    [PostgresFact]
    public async Task Start_SecondSiloOfOneHost_IsRefused_AndADatabaseWithoutSchemaSaysWhatToRun()
    {
        await using var database = await PostgresServer.StartAsync();
        using var data = new TemporaryDirectory();
        var connection = new Dictionary<string, string> { ["KREWE_DATABASE"] = database.ConnectionString };

        await using (var early = Silo(data.File("early"), connection))
        {
            Assert.Equal(1, await early.WaitForExitAsync(Patience));
            await early.WaitForLineAsync(line => (line.StartsWith("KRW6007", StringComparison.Ordinal) || line.StartsWith("KRW6101", StringComparison.Ordinal)) && line.Contains("--migrate", StringComparison.Ordinal),
                Patience);
        }

        await using (var migration = RunningProgram.StartDotnet(Repository.Program("Silo", "Krewe.Silo"), ["--migrate"], connection))
        {
            Assert.Equal(0, await migration.WaitForExitAsync(Patience));
            await migration.WaitForLineAsync(line => line.Contains("schema of storage went from version 0 to ", StringComparison.Ordinal), Patience);
        }

        await using var first = Silo(data.File("first"), connection);
        await first.WaitForLineAsync(line => line.StartsWith("ready in ", StringComparison.Ordinal), Patience);
        await using var second = Silo(data.File("second"), connection);
        Assert.Equal(1, await second.WaitForExitAsync(Patience));
        await second.WaitForLineAsync(line => line.StartsWith("KRW2104", StringComparison.Ordinal) && line.Contains("'box'", StringComparison.Ordinal), Patience);
        first.Signal("TERM");
        Assert.Equal(0, await first.WaitForExitAsync(Patience));
    }

    private static RunningProgram Silo(string data, Dictionary<string, string> environment) => RunningProgram.StartDotnet(
        Repository.Program("Silo", "Krewe.Silo"),
        ["--data", data, "--host", "box", "--urls", "http://127.0.0.1:0", "--silo-port", "0", "--gateway-port", "0"],
        environment);

    [GeneratedRegex("process (?<process>[0-9]+), (?<address>http://[^ ]+)$")]
    private static partial Regex SiloLine();
}
