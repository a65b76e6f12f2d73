using System.Text.RegularExpressions;
using Krewe.Client.Admin;
using Krewe.Client.Http;
using Krewe.Errors;
using Krewe.Events;
using Krewe.Hosts;
using Krewe.Replicas;
using Krewe.Testing.Postgres;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>samples/cluster with one host taken out of service while it serves, and back.</summary>
public sealed partial class DrainTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [PostgresFact]
    public async Task Drain_WhileRequestsCome_NoneFails()
    {
        await using var sample = RunningProgram.Start(
            "/bin/bash", [Path.Combine(Repository.Root, "samples", "cluster", "run.sh"), "--no-build", "--configuration", Repository.Configuration]);
        var line = SiloLine().Match(await sample.WaitForLineAsync(text => text.StartsWith("silo eu-1: ", StringComparison.Ordinal), Patience));
        await sample.WaitForLineAsync(text => text.StartsWith("running; ", StringComparison.Ordinal), Patience);
        await using var silo = RunningSilo.At(new Uri(line.Groups["address"].Value));
        var data = DataDirectory(line.Groups["process"].Value);
        using var admin = new KreweAdminClient(new KreweClientOptions { Address = silo.Address, Token = (await File.ReadAllTextAsync(Path.Combine(data, "admin.token"))).Trim() });

        using var done = new CancellationTokenSource();
        var served = 0;
        var requests = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await silo.AssertServesAsync(TimeSpan.FromSeconds(30));
                served++;
            }
        });
        var result = await admin.DrainAsync("eu-1");
        Assert.All(result.Moves, move => Assert.Equal("eu-2", move.Host ?? "eu-2"));
        await silo.WaitForAsync(view => view.Hosts.Single(host => host.Host == "eu-1") is { State: HostState.Draining, Leases.IsEmpty: true }
            && view.Models.Single(model => model.Model.Region == "eu").Replicas is { Length: 2 } replicas
            && replicas.All(replica => replica is { Phase: ReplicaPhase.Ready, Lease.Host: "eu-2" }));
        await done.CancelAsync();
        await requests;
        Assert.True(served > 0);

        // There is no third host in the region: now the other one cannot be emptied.
        var refused = await Assert.ThrowsAsync<KreweException>(() => admin.DrainAsync("eu-2"));
        Assert.Equal(ErrorCodes.MaintenanceRefused, refused.Problem.Code);
        Assert.Equal("active", (await admin.UndrainAsync("eu-1")).State);
        await admin.DrainAsync("eu-2");

        // Each silo was told of its part, and every one tells all of it.
        var events = await admin.GetEventsAsync(after: "0", limit: 1_000);
        Assert.Contains(events.Events, one => one is { Kind: EventKinds.HostDraining, Host: "eu-1" });
        Assert.Contains(events.Events, one => one.Kind == EventKinds.MaintenanceRefused && one.Reasons.Length > 0);
        Assert.True(events.Events.Select(one => one.Silo).Distinct().Count() > 1);

        sample.Signal("INT");
        await sample.WaitForExitAsync(Patience);
    }

    private static string DataDirectory(string process)
    {
        var arguments = File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
        return arguments[Array.IndexOf(arguments, "--data") + 1];
    }

    [GeneratedRegex("process (?<process>[0-9]+), (?<address>http://[^ ]+)$")]
    private static partial Regex SiloLine();
}
