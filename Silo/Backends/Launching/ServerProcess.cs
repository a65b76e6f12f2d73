using Krewe.Silo.Backends.Limits;
using Krewe.Silo.Backends.Logs;
using Krewe.Silo.Backends.Runs;

namespace Krewe.Silo.Backends.Launching;

/// <summary>One started model server, from its start until all of its processes have been seen gone.</summary>
internal sealed class ServerProcess
{
    private readonly Supervisor _supervisor;
    private readonly RunDirectory _runs;
    private readonly RunKiller _killer;
    private readonly RunRecord _run;
    private readonly TimeProvider _time;

    public ServerProcess(
        Supervisor supervisor, LineReader output, LogRing log, RunRecord run, ServerLimits limits, int port,
        RunDirectory runs, RunKiller killer, LauncherOptions options, TimeProvider time)
    {
        (_supervisor, _run, _runs, _killer, _time) = (supervisor, run, runs, killer, time);
        (Port, Limits) = (port, limits);
        var pumps = Task.WhenAll(PumpAsync(output, log, LogRing.Output), PumpAsync(new LineReader(supervisor.Error), log, LogRing.Error));
        Exit = WatchAsync(pumps, options.OutputDrain);
    }

    /// <summary>The server's process, which leads a process group of the same id.</summary>
    public int Id => _run.ProcessId;

    /// <summary>The supervisor's process.</summary>
    public int SupervisorId => _supervisor.Id;

    /// <summary>The loopback port that the server was told to listen on.</summary>
    public int Port { get; }

    /// <summary>How its grant is enforced.</summary>
    public ServerLimits Limits { get; }

    /// <summary>Completes when every process of the server has been seen gone, its last lines are in the log and its record is removed.</summary>
    public Task<ServerExit> Exit { get; }

    /// <summary>Sends a signal to the server's process group.</summary>
    public void Signal(ServerSignal signal)
    {
        // Without a supervisor the watch below is already killing what is left.
        if (!Exit.IsCompleted && !_supervisor.TrySignal(signal))
        {
            Signals.SendToGroup(Id, signal);
        }
    }

    /// <summary>TERM, and KILL when the server has not ended after the grace. Completes with the exit.</summary>
    public async Task<ServerExit> StopAsync(TimeSpan grace)
    {
        if (grace > TimeSpan.Zero)
        {
            Signal(ServerSignal.Term);
            try
            {
                return await Exit.WaitAsync(grace, _time);
            }
            catch (TimeoutException)
            {
            }
        }

        Signal(ServerSignal.Kill);
        return await Exit;
    }

    private static async Task PumpAsync(LineReader reader, LogRing log, string stream)
    {
        try
        {
            while (await reader.ReadAsync() is { } line)
            {
                log.Append(stream, line);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
        }
    }

    private async Task<ServerExit> WatchAsync(Task pumps, TimeSpan drain)
    {
        var status = await _supervisor.WaitAsync();
        // A supervisor that ended in order left nothing: whoever leads the group now has lost it.
        var left = await _killer.EndAsync(_run);
        _supervisor.Release();
        await Task.WhenAny(pumps, Task.Delay(drain, _time));
        _supervisor.Dispose();
        Limits.Remove();
        _runs.Remove(_run.RunId);
        return ServerExit.FromStatus(status, supervisorLost: left.Contains(Id));
    }
}
