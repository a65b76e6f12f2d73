using System.Diagnostics;
using System.Globalization;
using Krewe.Silo.Backends.Launching;

namespace Krewe.Silo.Tests.Backends;

/// <summary>A process that holds the pipe to a supervisor as a silo does, and can be killed as a silo can.</summary>
internal sealed class FakeSilo : IDisposable
{
    private const string Hold = "{ echo $$ >&2; sh -c 'echo $$ >&2; exec sleep 1000'; } | exec sh -c \"$SUPERVISE\" /bin/sh '' 0 sh -c \"$SERVER\"";

    private readonly Process _process;
    private readonly int _holder;

    private FakeSilo(Process process)
    {
        _process = process;
        process.StandardError.ReadLine(); // The wrapping shell, of no interest.
        _holder = Number(process.StandardError.ReadLine());
        ServerId = Number(process.StandardOutput.ReadLine());
        SupervisorId = int.Parse(File.ReadAllText($"/proc/{ServerId}/stat").Split(") ")[1].Split(' ')[1], CultureInfo.InvariantCulture);
    }

    public int ServerId { get; }

    public int SupervisorId { get; }

    public static FakeSilo Start(string server)
    {
        using var script = typeof(ServerLauncher).Assembly.GetManifestResourceStream("supervise.sh")!;
        var start = new ProcessStartInfo("/bin/sh", ["-c", Hold]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SUPERVISE"] = new StreamReader(script).ReadToEnd();
        start.Environment["SERVER"] = server;
        return new(Process.Start(start)!);
    }

    /// <summary>kill -9 of the only holder of the pipe.</summary>
    public void Die() => Signals.SendTo(_holder, ServerSignal.Kill);

    public async Task<int[]> FamilyAsync()
    {
        var family = new int[3];
        for (var index = 0; index < family.Length; index++)
        {
            var line = await Eventually.WithinAsync(_process.StandardOutput.ReadLineAsync());
            family[index] = Number(line!.Split(' ')[1]);
        }

        return family;
    }

    public void Dispose()
    {
        Die();
        _process.Dispose();
    }

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);
}
