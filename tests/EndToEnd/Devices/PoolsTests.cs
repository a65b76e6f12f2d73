using Krewe.Client.Admin;
using Krewe.Client.Http;
using Krewe.Replicas;
using Krewe.Specs;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd.Devices;

/// <summary>One machine whose devices belong to two pools, on a real silo with simulated GPUs.</summary>
public sealed class PoolsTests
{
    private const string File = """
        pools:
          - { pool: training, classes: [h100] }
        simulated:
          - { class: h100, count: 2 }
          - { class: t4 }

        """;

    [LinuxFact]
    public async Task MixedHost_EachPoolHasItsDevices_AndMaintenanceIsOfBoth()
    {
        using var data = new TemporaryDirectory();
        var file = data.File("devices.yaml");
        await System.IO.File.WriteAllTextAsync(file, File);
        await using var silo = await RunningSilo.StartAsync(data.Path, "--devices", file);
        var token = (await System.IO.File.ReadAllTextAsync(data.File("admin.token"))).Trim();
        using var admin = new KreweAdminClient(new KreweClientOptions { Address = silo.Address, Token = token });
        var spec = (await silo.ReadyStatusAsync()).Model("digits").Spec;
        Assert.Equal("default", spec.Pool);
        await admin.ApplyAsync(spec with { Name = "chat", Pool = "training", Resources = spec.Resources with { Devices = new DeviceDemand { Count = 1, MemoryBytes = 1L << 30 } } });
        var status = await silo.WaitForAsync(seen => seen.Models.Any(model => model.Model.Model == "chat") && seen.Model("chat").Replicas is [{ Phase: ReplicaPhase.Ready }]);

        var host = Assert.Single(status.Hosts);
        Assert.Equal(["default", "training"], host.Pools.AsEnumerable());
        Assert.Equal(4, host.Devices.Length);
        Assert.Equal(2, host.Leases.Length);
        var used = Assert.Single(status.Replica("chat").Lease!.Devices);
        Assert.Equal(("h100", "training"), (host.Devices.Single(device => device.Observation.Uuid == used).Observation.Class, host.Devices.Single(device => device.Observation.Uuid == used).Observation.Pool));
        Assert.Contains(silo.Program.Output, line => line.Contains("pools default, training", StringComparison.Ordinal));

        // A device is its pool's to empty: the other h100 takes over. A host is emptied when both pools have room, and none has.
        Assert.Equal(0, (await KreweRun.OfAsync(silo, token, "cordon", used)).Code);
        Assert.NotEqual(used, Assert.Single((await silo.StatusAsync()).Replica("chat").Lease!.Devices));
        var refused = await KreweRun.OfAsync(silo, token, "drain", host.Host);
        Assert.Equal(2, refused.Code);
        Assert.StartsWith("KRW3107: ", refused.Errors, StringComparison.Ordinal);
        Assert.False((await silo.StatusAsync()).Hosts.Single().Draining);
    }
}
