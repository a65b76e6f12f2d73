using System.Collections.Concurrent;
using System.Diagnostics;

namespace Krewe.Testing.Processes;

/// <summary>A program that runs as a process of its own, with what it printed. Ended by its id when disposed.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentDictionary<TaskCompletionSource<string>, Func<string, bool>> _waiting = new();

    private RunningProgram(Process process) => _process = process;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>The lines that it has printed.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>The lines that it has written to standard error.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts <c>dotnet ASSEMBLY ARGUMENT...</c>.</summary>
    /// <param name="assembly">The assembly's file.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">Variables to add.</param>
    /// <param name="workingDirectory">The working directory; null for this process' own.</param>
    public static RunningProgram StartDotnet(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? workingDirectory = null) =>
        Start("dotnet", [assembly, .. arguments], environment, workingDirectory);

    /// <summary>Starts a program.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">Variables to add.</param>
    /// <param name="workingDirectory">The working directory; null for this process' own.</param>
    public static RunningProgram Start(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var running = new RunningProgram(process);
        process.OutputDataReceived += (_, line) => running.Take(running._output, line.Data);
        process.ErrorDataReceived += (_, line) => running.Take(running._errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return running;
    }

    /// <summary>The first line of standard output or error, past or to come, that fits.</summary>
    /// <param name="fits">What is looked for.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <exception cref="TimeoutException">It did not come; the message has all that was printed.</exception>
    public async Task<string> WaitForLineAsync(Func<string, bool> fits, TimeSpan timeout)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[found] = fits;
        try
        {
            if (_output.Concat(_errors).FirstOrDefault(fits) is { } already)
            {
                return already;
            }

            var exit = _process.WaitForExitAsync();
            var first = await Task.WhenAny(found.Task, exit).WaitAsync(timeout);
            return first == found.Task || _output.Concat(_errors).Any(fits)
                ? await found.Task.WaitAsync(timeout)
                : throw new TimeoutException($"The program ended with {ExitCode} before the line came.\n{Transcript()}");
        }
        catch (TimeoutException exception) when (!exception.Message.StartsWith("The program", StringComparison.Ordinal))
        {
            throw new TimeoutException($"The line did not come within {timeout}.\n{Transcript()}");
        }
        finally
        {
            _waiting.TryRemove(found, out _);
        }
    }

    /// <summary>Sends a signal by its name, such as <c>TERM</c> or <c>KILL</c>.</summary>
    /// <param name="signal">The name.</param>
    public void Signal(string signal) => Signal(Id, signal);

    /// <summary>Sends a signal to any process.</summary>
    /// <param name="processId">Which.</param>
    /// <param name="signal">The name.</param>
    public static void Signal(int processId, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-" + signal, processId.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    /// <summary>Waits for its end; gives the exit code.</summary>
    /// <param name="timeout">How long to wait.</param>
    public async Task<int> WaitForExitAsync(TimeSpan timeout)
    {
        await _process.WaitForExitAsync().WaitAsync(timeout);
        return ExitCode;
    }

    /// <summary>All that it printed.</summary>
    public string Transcript() => $"--- output\n{string.Join('\n', _output)}\n--- errors\n{string.Join('\n', _errors)}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Take(ConcurrentQueue<string> lines, string? line)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        foreach (var (found, fits) in _waiting)
        {
            if (fits(line))
            {
                found.TrySetResult(line);
            }
        }
    }
}
