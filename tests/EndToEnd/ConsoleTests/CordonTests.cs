using Krewe.Client.Admin;
using Krewe.Client.Http;
using Krewe.Replicas;
using Krewe.Specs;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>A GPU taken out of service by the console while it serves, and back, on a real silo with simulated ones.</summary>
public sealed class CordonTests
{
    [LinuxFact]
    public async Task Cordon_OfAServingDevice_ReplacedStartBeforeStop_AndNoRequestFails()
    {
        using var data = new TemporaryDirectory();
        var file = data.File("devices.yaml");
        await File.WriteAllTextAsync(file, "simulated:\n  - class: h100\n    count: 2\n");
        await using var silo = await RunningSilo.StartAsync(data.Path, "--devices", file);
        var token = (await File.ReadAllTextAsync(data.File("admin.token"))).Trim();
        using var admin = new KreweAdminClient(new KreweClientOptions { Address = silo.Address, Token = token });
        var spec = (await silo.ReadyStatusAsync()).Model("digits").Spec;
        await admin.ApplyAsync(spec with { Resources = spec.Resources with { Devices = new DeviceDemand { Count = 1, Classes = ["h100"], MemoryBytes = 40L << 30 } } });
        var before = await DeviceAsync(silo, null);
        Task<KreweRun> RunAsync(params string[] arguments) => KreweRun.OfAsync(silo, token, arguments);

        using var done = new CancellationTokenSource();
        var requests = Task.Run(async () =>
        {
            var served = 0;
            for (; !done.IsCancellationRequested; served++)
            {
                await silo.AssertServesAsync(TimeSpan.FromSeconds(30));
            }

            return served;
        });
        var cordon = await RunAsync("cordon", before);
        Assert.True(cordon.Code == 0, cordon.Output + cordon.Errors);
        var after = await DeviceAsync(silo, before);
        await done.CancelAsync();
        Assert.True(await requests > 0);

        // Now there is no other device: nothing is changed, and all reasons are told.
        var refused = await RunAsync("cordon", after);
        Assert.Equal(2, refused.Code);
        Assert.StartsWith("KRW3107: ", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("replica default/digits@local/0 has no other place", refused.Errors, StringComparison.Ordinal);
        Assert.Contains($"if device {before} were healthy (it is draining)", refused.Errors, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("uncordon", before)).Code);
        Assert.Equal(0, (await RunAsync("cordon", after)).Code);
        Assert.Equal(before, await DeviceAsync(silo, after));
    }

    /// <summary>The device on which the only replica is ready, which is another than the one given.</summary>
    private static async Task<string> DeviceAsync(RunningSilo silo, string? other) =>
        (await silo.WaitForAsync(status => status.Model("digits").Replicas is [{ Phase: ReplicaPhase.Ready, Lease.Devices: [var device] }] && device != other))
        .Replica("digits").Lease!.Devices[0];
}
