using System.Globalization;
using Krewe.Backends;
using Krewe.Silo.Backends.Launching;
using Krewe.Silo.Backends.Limits;
using Krewe.Silo.Backends.Logs;
using Krewe.Silo.Backends.Runs;
using Krewe.Silo.Backends.Weights;
using Krewe.Silo.Backends.Weights.Disk;
using Krewe.Silo.Backends.Weights.Fetching;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.Silo.Tests.Backends;

/// <summary>A launcher on a directory of its own, and small servers written in shell.</summary>
public sealed class LaunchFixture : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("krewe-launch-");
    private readonly WeightsSource _source = new();
    private ServerLauncher? _launcher;
    private WeightsCache? _weights;

    internal LogRing Log { get; } = new(TimeProvider.System);

    internal string RunPath => Path.Combine(_directory.FullName, "run");

    internal string Root => _directory.FullName;

    internal LimitOptions Limits { get; set; } = new();

    internal string Interpreter { get; set; } = "/bin/sh";

    internal WeightsCache Weights => _weights ??= new(
        new WeightsOptions { Directory = Path.Combine(Root, "weights") }, new WeightsDisk(Root), _source, TimeProvider.System, NullLogger<WeightsCache>.Instance);

    internal ServerLauncher Launcher => _launcher ??= NewLauncher();

    internal ServerLauncher NewLauncher() =>
        new(new LauncherOptions { RunDirectory = RunPath, Shell = Interpreter }, new LimitSetter(Limits), TimeProvider.System, NullLogger<ServerLauncher>.Instance);

    internal static LaunchOrder Shell(string script, params string[] arguments) => new()
    {
        Replica = "default/test@local/0",
        Epoch = 1,
        Command = "sh",
        Arguments = ["-c", script, "server", .. arguments],
    };

    internal Task<ServerProcess> StartAsync(string script, params string[] arguments) => Launcher.StartAsync(Shell(script, arguments), Log);

    /// <summary>Awaits a line of the form <c>NAME VALUE</c> and returns the value.</summary>
    internal async Task<string> ValueAsync(string name)
    {
        LogLine? Line() => Log.Read(0, int.MaxValue).Lines.LastOrDefault(line => line.Text.StartsWith(name + " ", StringComparison.Ordinal));
        await Eventually.TrueAsync(() => Line() is not null, $"the server writes '{name}'");
        return Line()!.Text[(name.Length + 1)..];
    }

    internal async Task<int> NumberAsync(string name) => int.Parse(await ValueAsync(name), CultureInfo.InvariantCulture);

    internal static bool IsAlive(int processId) => ProcessTable.Find(processId) is { IsAlive: true };

    internal static Task GoneAsync(params int[] processes) =>
        Eventually.TrueAsync(() => !processes.Any(IsAlive), $"processes {string.Join(", ", processes)} are gone");

    public void Dispose()
    {
        _launcher?.Dispose();
        _source.Dispose();
        _directory.Delete(recursive: true);
    }
}
