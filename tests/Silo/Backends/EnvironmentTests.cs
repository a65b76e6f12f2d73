using System.Collections;
using Krewe.Silo.Backends.Launching;

namespace Krewe.Silo.Tests.Backends;

public sealed class EnvironmentTests
{
    private static readonly LaunchOrder Order = new()
    {
        Replica = "default/test@local/0",
        Epoch = 1,
        Command = "sh",
        Environment = new Dictionary<string, string> { ["MODE"] = "fast", ["CUDA_VISIBLE_DEVICES"] = "0,1,2", ["HOME"] = "/elsewhere" },
    };

    [Fact]
    public void Build_SiloEnvironment_PassesOnlyWhatProgramsNeed()
    {
        var silo = new Hashtable
        {
            ["PATH"] = "/bin", ["HOME"] = "/root", ["LC_ALL"] = "C", ["TMPDIR"] = "/scratch",
            ["KREWE_ADMIN_TOKEN"] = "secret", ["KREWE_DATA"] = "x", ["ASPNETCORE_URLS"] = "http://*:80", ["AWS_SECRET_ACCESS_KEY"] = "secret", ["PGPASSWORD"] = "secret",
        };

        var environment = ServerEnvironment.Build(silo, Order, 5000, "run");

        Assert.Equal(
            ["CUDA_VISIBLE_DEVICES=-1", "HOME=/elsewhere", "KREWE_RUN=run", "LC_ALL=C", "MODE=fast", "NVIDIA_VISIBLE_DEVICES=void", "PATH=/bin", "PORT=5000", "TMPDIR=/scratch"],
            environment.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Build_GrantedDevices_WinOverTheSpecs()
    {
        var environment = ServerEnvironment.Build(new Hashtable(), Order with { Accelerators = new(["GPU-1", "MIG-2"], 1_000, 0) }, 5000, "run");

        Assert.Equal(("GPU-1,MIG-2", "GPU-1,MIG-2"), (environment["CUDA_VISIBLE_DEVICES"], environment["NVIDIA_VISIBLE_DEVICES"]));
    }

    [ShellFact]
    public async Task Start_Server_HasNothingElseInItsEnvironment()
    {
        using var fixture = new LaunchFixture();
        Environment.SetEnvironmentVariable("KREWE_TEST_SECRET", "do not pass on");

        var server = await fixture.Launcher.StartAsync(Order with { Arguments = ["-c", "env"] }, fixture.Log);
        await Eventually.WithinAsync(server.Exit);

        var lines = fixture.Log.Read(0, 200).Lines.Select(line => line.Text).ToList();
        Assert.Contains("MODE=fast", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("KREWE_", StringComparison.Ordinal) && !line.StartsWith("KREWE_RUN=", StringComparison.Ordinal));
    }
}
