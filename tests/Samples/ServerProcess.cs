using System.Collections.Concurrent;
using System.Diagnostics;

namespace Krewe.Samples.Tests;

/// <summary>A program of the samples, run as a process of its own; killed when disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>Generous: how long an event of a process is waited for before the test gives up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<Uri?> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("PORT");
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                _listening.TrySetResult(null);
            else if (line.Data.StartsWith("listening on ", StringComparison.Ordinal))
                _listening.TrySetResult(new Uri(line.Data["listening on ".Length..]));
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
                _errors.Enqueue(line.Data);
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it wrote to standard error.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>A .NET program of the samples.</summary>
    public static ServerProcess DotNet(string assembly, params string[] arguments) =>
        new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [assembly, .. arguments]);

    /// <summary>A Python program of the samples.</summary>
    public static ServerProcess Python(string script, params string[] arguments) => new("python3", [script, .. arguments]);

    /// <summary>Waits until it serves.</summary>
    /// <returns>A client of it.</returns>
    public async Task<HttpClient> ListeningAsync()
    {
        Uri? address = await _listening.Task.WaitAsync(Patience);
        return new HttpClient { BaseAddress = address ?? throw new InvalidOperationException($"The server ended: {Errors}"), Timeout = Patience };
    }

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitedAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
