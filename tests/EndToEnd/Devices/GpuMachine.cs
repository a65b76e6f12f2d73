using System.Globalization;
using Krewe.Client.Admin;
using Krewe.Client.Http;
using Krewe.Devices;
using Krewe.Events;
using Krewe.Hosts;
using Krewe.Replicas;
using Krewe.Specs;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd.Devices;

/// <summary>
/// A real silo that has loaded the fake of NVIDIA's library in place of the driver's, with two GPUs and with what an MPS daemon leaves on disk. The fake
/// reads its scenario anew when the file changes; in its strict mode it ends the silo for whatever would have crashed the real library.
/// </summary>
internal sealed class GpuMachine : IAsyncDisposable
{
    private const string Whole = "strict = 1\nclock = real\ngpu.0.like = h100\ngpu.1.like = h100\n";

    private readonly TemporaryDirectory _data = new();
    private RunningSilo? _silo;
    private KreweAdminClient? _admin;

    public RunningSilo Silo => _silo!;

    public KreweAdminClient Admin => _admin!;

    public string Token { get; private set; } = "";

    private string Scenario => _data.File("gpus.txt");

    public static string Uuid(int gpu) => string.Create(CultureInfo.InvariantCulture, $"GPU-00000000-0000-0000-0000-{gpu + 1:000000000000}");

    public static int Index(string uuid) => int.Parse(uuid[^12..], CultureInfo.InvariantCulture) - 1;

    public static async Task<GpuMachine> StartAsync()
    {
        var machine = new GpuMachine();
        machine.Change("");
        var mps = Directory.CreateDirectory(machine._data.File("mps")).FullName;
        await File.WriteAllTextAsync(Path.Combine(mps, "control"), "");
        await File.WriteAllTextAsync(Path.Combine(mps, "nvidia-cuda-mps-control.pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        machine._silo = await RunningSilo.StartInAsync(
            new Dictionary<string, string>
            {
                ["LD_LIBRARY_PATH"] = FakeGpuFactAttribute.Folder,
                ["NVML_FAKE_SCENARIO"] = machine.Scenario,
                ["CUDA_MPS_PIPE_DIRECTORY"] = mps,
            },
            machine._data.Path);
        machine.Token = (await File.ReadAllTextAsync(machine._data.File("admin.token"))).Trim();
        machine._admin = new KreweAdminClient(new KreweClientOptions { Address = machine.Silo.Address, Token = machine.Token });
        return machine;
    }

    /// <summary>Two whole GPUs, but for what is said.</summary>
    public void Change(string differs)
    {
        var next = Scenario + ".next";
        File.WriteAllText(next, Whole + differs);
        File.Move(next, Scenario, overwrite: true);
    }

    /// <summary>The digits on one GPU, of which they have a quarter.</summary>
    public async Task<Lease> ServeAsync()
    {
        var spec = (await Silo.ReadyStatusAsync()).Model("digits").Spec;
        var devices = new DeviceDemand { Count = 1, Classes = ["h100"], MemoryBytes = 4L << 30, ComputeThousandths = 250 };
        await Admin.ApplyAsync(spec with { Resources = spec.Resources with { Devices = devices } });
        return await LeaseAsync(_ => true);
    }

    /// <summary>The lease of the only replica, when it is ready on a device that fits.</summary>
    public async Task<Lease> LeaseAsync(Func<string, bool> fits) =>
        (await Silo.WaitForAsync(status => status.Model("digits").Replicas is [{ Phase: ReplicaPhase.Ready, Lease.Devices: [var device] }] && fits(device))).Replica("digits").Lease!;

    public Task HealthyAsync() => Silo.WaitForAsync(status => status.Hosts.Single().Devices.Count(device => device is { Health: DeviceHealth.Healthy, Observation.Accelerator: true }) == 2);

    /// <summary>The first change of a device's health to something after a time.</summary>
    public async Task<ClusterEvent> HealthEventAsync(string uuid, DateTimeOffset after) => (await Admin.GetEventsAsync(after: "0", limit: 1_000)).Events
        .Where(one => one.Kind == EventKinds.DeviceHealth && one.Subject!.EndsWith(uuid, StringComparison.Ordinal) && one.At >= after)
        .OrderBy(one => one.At)
        .First();

    public async ValueTask DisposeAsync()
    {
        _admin?.Dispose();
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        _data.Dispose();
    }
}
