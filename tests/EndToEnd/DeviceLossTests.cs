using Krewe.Client.Admin;
using Krewe.Client.Http;
using Krewe.Devices;
using Krewe.Events;
using Krewe.Replicas;
using Krewe.Specs;
using Krewe.Testing.Load;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>A real silo with simulated GPUs, one of which is lost by script while it serves.</summary>
public sealed class DeviceLossTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [LinuxFact]
    public async Task Loss_UnderLoad_OnlyThatDeviceLeavesAndItIsUsedAgainWithoutARestart()
    {
        // The script counts from the start of the silo: where that took long, a second silo is given more time.
        Assert.True(await TryAsync(TimeSpan.FromSeconds(15)) || await TryAsync(TimeSpan.FromSeconds(90)), "the model did not serve before its device was lost");
    }

    private static async Task<bool> TryAsync(TimeSpan lostAt)
    {
        using var data = new TemporaryDirectory();
        var file = data.File("devices.yaml");
        await File.WriteAllTextAsync(
            file, FormattableString.Invariant($"simulated:\n  - class: h100\n    count: 2\n    faults:\n      - {{ kind: lost, device: 0, at: {lostAt.TotalSeconds}s, for: 6s, xid: 79 }}\n"));
        await using var silo = await RunningSilo.StartAsync(data.Path, "--devices", file);
        using var admin = new KreweAdminClient(new KreweClientOptions { Address = silo.Address, Token = (await File.ReadAllTextAsync(data.File("admin.token"))).Trim() });
        var spec = (await silo.ReadyStatusAsync()).Model("digits").Spec;
        spec = spec with { Resources = spec.Resources with { Devices = new DeviceDemand { Count = 1, Classes = ["h100"], MemoryBytes = 40L << 30 } } };
        await admin.ApplyAsync(spec);
        var before = (await silo.WaitForAsync(status => status.Model("digits").Replicas is [{ Phase: ReplicaPhase.Ready, Lease.Devices: [_] }])).Replica("digits").Lease!;
        if (before.Devices[0] != "sim-0" || (await HealthEventsAsync(admin)).Count > 0)
        {
            return false;
        }

        // Answers with a cause are answers; a broken connection or a wrong label is a failure.
        var load = LoadGenerator.RunAsync(silo.Http, 4, lostAt, (status, _) => status is 503 or 504);
        var after = (await silo.WaitForAsync(status => status.Model("digits").Replicas is [{ Phase: ReplicaPhase.Ready, Lease: { Devices: ["sim-1"] } }])).Replica("digits").Lease!;
        var lost = (await HealthEventsAsync(admin))[0];
        Assert.EndsWith("/sim-0", lost.Subject, StringComparison.Ordinal);
        Assert.Contains(lost.Reasons, reason => reason.Contains("lost", StringComparison.Ordinal) || reason.Contains("XID 79", StringComparison.Ordinal));
        Assert.InRange(after.GrantedAt - lost.At, TimeSpan.Zero, Limit);

        await silo.WaitForAsync(status => status.Hosts.Single().Devices.All(device => device.Health == DeviceHealth.Healthy));
        await admin.ApplyAsync(spec with { Replicas = 2 });
        await silo.WaitForAsync(status => status.Model("digits").Replicas is { Length: 2 } replicas
            && replicas.All(replica => replica.Phase == ReplicaPhase.Ready)
            && replicas.SelectMany(replica => replica.Lease!.Devices).Distinct().Count() == 2);
        Assert.All(await HealthEventsAsync(admin), one => Assert.EndsWith("/sim-0", one.Subject, StringComparison.Ordinal));
        var result = await load;
        Assert.Empty(result.Failures);
        Assert.True(result.Completed > 0);
        return true;
    }

    private static async Task<List<ClusterEvent>> HealthEventsAsync(KreweAdminClient admin) =>
        [.. (await admin.GetEventsAsync(after: "0", limit: 1_000)).Events.Where(one => one.Kind == EventKinds.DeviceHealth).OrderBy(one => one.At)];
}
