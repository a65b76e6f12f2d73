using System.Collections;
using System.Globalization;
using Krewe.Silo.Backends.Accelerators;
using Krewe.Silo.Backends.Launching;
using Krewe.Testing.Processes;

namespace Krewe.Silo.Tests.Backends;

public sealed class AcceleratorTests
{
    private static readonly MpsDaemon Mps = new("/run/mps");

    [Theory]
    [InlineData("", 0, 0, true, "-1", null, null, "")]
    [InlineData("GPU-1", 1_000, 4_096, true, "GPU-1", null, null, "visibility")]
    [InlineData("GPU-1", 250, 0, true, "GPU-1", "25", null, "mps (compute 25 %)")]
    [InlineData("GPU-1,GPU-2", 333, 4_096, true, "GPU-1,GPU-2", "34", "0=4096M,1=4096M", "mps (compute 34 %, memory)")]
    [InlineData("GPU-1", 1, 1, true, "GPU-1", "1", "0=1M", "mps (compute 1 %, memory)")]
    [InlineData("GPU-1", 250, 4_096, false, "GPU-1", null, null, "no (no MPS daemon serves /run/mps")]
    [InlineData("MIG-1", 1_000, 4_096, false, "MIG-1", null, null, "mig")]
    [InlineData("MIG-1", 500, 4_096, true, "MIG-1", null, null, "mig (the instance is bounded, a share of it is not)")]
    public void Grant_BecomesEnvironmentAndAWordOnWhatEnforcesIt(
        string ids, int thousandths, int mebibytes, bool mps, string visible, string? percentage, string? memory, string enforced)
    {
        var daemon = mps ? Mps : null;
        var grant = new AcceleratorGrant(ids.Split(',', StringSplitOptions.RemoveEmptyEntries), thousandths, mebibytes == 1 ? 1 : (long)mebibytes << 20);
        var order = new LaunchOrder
        {
            Replica = "default/test@local/0",
            Epoch = 1,
            Command = "sh",
            Environment = new Dictionary<string, string> { ["CUDA_MPS_ACTIVE_THREAD_PERCENTAGE"] = "100", ["NVIDIA_VISIBLE_DEVICES"] = "all" },
            Accelerators = grant,
        };
        var environment = ServerEnvironment.Build(new Hashtable(), order, 5000, "run", daemon);

        Assert.Equal(visible, environment["CUDA_VISIBLE_DEVICES"]);
        Assert.Equal(visible == "-1" ? "void" : visible, environment["NVIDIA_VISIBLE_DEVICES"]);
        Assert.Equal(percentage, environment.GetValueOrDefault("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE"));
        Assert.Equal(memory, environment.GetValueOrDefault("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT"));
        Assert.Equal(mps && ids.Length > 0, environment.ContainsKey("CUDA_MPS_PIPE_DIRECTORY"));
        Assert.StartsWith(enforced, AcceleratorSetter.Enforcement(grant, daemon, "/run/mps")?.ToString() ?? "", StringComparison.Ordinal);
        Assert.Equal(enforced.Length == 0, AcceleratorSetter.Enforcement(grant, daemon, "/run/mps") is null);
    }

    [ShellFact]
    public void Find_Daemon_OnlyOneThatLives()
    {
        using var directory = new TemporaryDirectory();
        Assert.Null(MpsDaemon.Find(directory.Path));

        File.WriteAllText(directory.File("control"), "");
        Assert.Null(MpsDaemon.Find(directory.Path));

        File.WriteAllText(directory.File("nvidia-cuda-mps-control.pid"), int.MaxValue.ToString(CultureInfo.InvariantCulture));
        Assert.Null(MpsDaemon.Find(directory.Path));

        File.WriteAllText(directory.File("nvidia-cuda-mps-control.pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        Assert.Equal(new MpsDaemon(directory.Path), MpsDaemon.Find(directory.Path));
    }
}
