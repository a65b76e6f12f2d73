using System.Globalization;
using Krewe.Errors;
using Krewe.Silo.Backends.Accelerators;
using Krewe.Silo.Backends.Limits;
using Krewe.Silo.Backends.Logs;
using Krewe.Silo.Backends.Runs;

namespace Krewe.Silo.Backends.Launching;

/// <summary>Starts model servers as processes that cannot outlive this silo. docs/launcher.md says how.</summary>
internal sealed partial class ServerLauncher : IDisposable
{
    private readonly LauncherOptions _options;
    private readonly LimitSetter _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<ServerLauncher> _logger;
    private readonly RunDirectory _runs;
    private readonly RunKiller _killer;
    private readonly LoopbackPorts _ports = new();

    public ServerLauncher(LauncherOptions options, LimitSetter limits, TimeProvider time, ILogger<ServerLauncher> logger)
    {
        (_options, _limits, _time, _logger) = (options, limits, time, logger);
        _runs = new(options.RunDirectory);
        _killer = new(time);
    }

    /// <summary>Kills what an earlier silo left running. To be awaited before anything is started.</summary>
    /// <returns>How many processes were found alive.</returns>
    public async Task<int> EndLeftoversAsync(CancellationToken cancellationToken = default)
    {
        var found = 0;
        foreach (var run in _runs.ReadAll())
        {
            var processes = await _killer.EndAsync(run, cancellationToken);
            if (processes.Count > 0)
            {
                Log.LeftoverKilled(_logger, run.Replica, run.Epoch, processes.Count);
            }

            found += processes.Count;
            Cgroup.TryRemove(run.Cgroup);
            _runs.Remove(run.RunId);
        }

        return found;
    }

    /// <summary>Starts a server; completes when its process exists, which says nothing yet about whether it serves.</summary>
    /// <exception cref="KreweException">It cannot be started; the code says why.</exception>
    public async Task<ServerProcess> StartAsync(LaunchOrder order, LogRing log, CancellationToken cancellationToken = default)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new KreweException(
                ErrorCodes.LaunchUnsupported, "Model servers are launched on Linux only. Start the server yourself and give its address as 'url' in the spec.");
        }

        var port = _ports.Next();
        var runId = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        var mps = MpsDaemon.Find(_options.MpsDirectory);
        var environment = ServerEnvironment.Build(Environment.GetEnvironmentVariables(), order, port, runId, mps);
        CommandLookup.Check(order.Command, order.WorkingDirectory, environment["PATH"]);
        var run = new RunRecord { Replica = order.Replica, Epoch = order.Epoch, ProcessId = 0, StartTime = 0, RunId = runId, BootId = ProcessTable.BootId };
        var limits = _limits.Prepare(runId, order.CpuCores, order.MemoryBytes) with
        {
            Devices = AcceleratorSetter.Enforcement(order.Accelerators, mps, _options.MpsDirectory),
        };
        Supervisor? supervisor = null;
        try
        {
            supervisor = Supervisor.Start(_options.Shell, order, limits, port, environment);
            var output = new LineReader(supervisor.Output);
            var processId = await ReadProcessIdAsync(supervisor, output, cancellationToken);
            run = run with { ProcessId = processId, StartTime = ProcessTable.Find(processId)?.StartTime ?? 0, Cgroup = limits.Cgroup };
            _runs.Write(run);
            Log.Started(_logger, order.Replica, order.Epoch, processId, port, limits.Cpu, limits.Memory);
            return new(supervisor, output, log, run, limits, port, _runs, _killer, _options, _time);
        }
        catch
        {
            supervisor?.Release();
            await _killer.EndAsync(run, CancellationToken.None);
            supervisor?.Dispose();
            limits.Remove();
            _runs.Remove(runId);
            throw;
        }
    }

    public void Dispose() => _runs.Dispose();

    private async Task<int> ReadProcessIdAsync(Supervisor supervisor, LineReader output, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.SpawnTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        string? line = null;
        string? error = null;
        try
        {
            line = await output.ReadAsync(either.Token);
            if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var processId))
            {
                return processId;
            }

            error = await new LineReader(supervisor.Error).ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            error = $"nothing within {_options.SpawnTimeout.TotalSeconds} s";
        }

        throw new KreweException(
            ErrorCodes.LaunchFailed,
            $"The shell '{_options.Shell}' did not start the model server; it said: {error ?? line ?? "nothing"}. It must be a POSIX shell with job control, or setsid (util-linux) must be in PATH.");
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Information, "Model server of {Replica} started under epoch {Epoch}: process {ProcessId}, port {Port}, cpu limit {Cpu}, memory limit {Memory}")]
        public static partial void Started(ILogger logger, string replica, long epoch, int processId, int port, LimitEnforcement cpu, LimitEnforcement memory);

        [LoggerMessage(4002, LogLevel.Warning, "Killed {Count} processes that an earlier silo left of {Replica} under epoch {Epoch}")]
        public static partial void LeftoverKilled(ILogger logger, string replica, long epoch, int count);
    }
}
