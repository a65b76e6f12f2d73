using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Krewe.Errors;

namespace Krewe.Silo.Backends.Launching;

/// <summary>The shell process above a model server (supervise.sh). Its standard input is the pipe by which the silo holds the server alive.</summary>
internal sealed class Supervisor : IDisposable
{
    private static readonly string Script = ReadScript();

    private readonly Process _process;

    private Supervisor(Process process) => _process = process;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Error => _process.StandardError.BaseStream;

    /// <summary>The shell's own process id.</summary>
    public int Id => _process.Id;

    public static Supervisor Start(string shell, LaunchOrder order, Limits.ServerLimits limits, int port, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(shell)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = order.WorkingDirectory ?? "",
        };
        string[] fixedArguments = ["-c", Script, shell, limits.Cgroup, limits.DataLimitKilobytes.ToString(CultureInfo.InvariantCulture), order.Command];
        foreach (var argument in fixedArguments.Concat(order.Arguments.Select(argument => ServerEnvironment.WithPort(argument, port))))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new(Process.Start(start)!);
        }
        catch (Win32Exception exception)
        {
            throw new KreweException(
                new Problem { Code = ErrorCodes.LaunchFailed, Message = $"The shell '{shell}' that runs model servers could not be started: {exception.Message}." }, exception);
        }
    }

    /// <summary>Asks for a signal to the server's group; false when the supervisor no longer reads.</summary>
    public bool TrySignal(ServerSignal signal)
    {
        try
        {
            _process.StandardInput.Write(signal == ServerSignal.Term ? "TERM\n" : "KILL\n");
            _process.StandardInput.Flush();
            return true;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Closes the pipe, upon which the supervisor kills the whole group.</summary>
    public void Release()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Completes with the server's exit status when the supervisor has ended.</summary>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();

    private static string ReadScript()
    {
        using var stream = typeof(Supervisor).Assembly.GetManifestResourceStream("supervise.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
