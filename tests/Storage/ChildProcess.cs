using System.Diagnostics;

namespace Krewe.Storage.Tests;

/// <summary>This assembly as a process of its own; killed when it is disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>For what needs a process to start; never waited out when all is well.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    public ChildProcess(string verb, string directory)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            ArgumentList = { "exec", typeof(ChildProcess).Assembly.Location, verb, directory },
        };
        _process = Process.Start(start)!;
    }

    public int Id => _process.Id;

    public async Task<string> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("The child process ended.");
    }

    /// <summary>Ends it without any notice, and gives what it had still printed.</summary>
    public async Task<string[]> KillAsync()
    {
        _process.Kill();
        var rest = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return rest.Split('\n');
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
