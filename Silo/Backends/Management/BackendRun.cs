using System.Diagnostics.CodeAnalysis;
using Krewe.Backends;
using Krewe.Errors;
using Krewe.Silo.Backends.Health;
using Krewe.Silo.Backends.Launching;
using Krewe.Silo.Backends.Limits;
using Krewe.Silo.Backends.Logs;
using Krewe.Silo.Backends.Protocol;
using Krewe.Silo.Backends.Weights;

namespace Krewe.Silo.Backends.Management;

/// <summary>One start of a model server, or one time of watching a server by address: from its beginning to its end.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It ends by itself, and its source of cancellation has no timer: a late stop may still use it.")]
internal sealed partial class BackendRun
{
    private const int SignalBase = 128;

    private readonly BackendServices _services;
    private readonly BackendOrder _order;
    private readonly LogRing _log;
    private readonly OipClient _client;
    private readonly ServerProcess? _process;
    private readonly WeightsHold _weights;
    private readonly CancellationTokenSource _watching = new();
    private readonly ReadinessProbe _probe;
    private readonly long _startedAt;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private BackendStatus _status; // Replaced under the lock; by the health loop, by the watch of the exit and by who stops it.

    private BackendRun(BackendServices services, BackendOrder order, int incarnation, LogRing log, Uri address, ServerProcess? process, WeightsHold weights)
    {
        (_services, _order, _log, _process, _weights) = (services, order, log, process, weights);
        _client = new(address, order.ModelName, services.Options.Client);
        _probe = new(_client);
        _startedAt = services.Time.GetTimestamp();
        var external = new LimitEnforcement(LimitEnforcement.None, "not launched by Krewe");
        _status = new()
        {
            Replica = order.Replica,
            Epoch = order.Lease.Epoch,
            Incarnation = incarnation,
            State = BackendState.Starting,
            Address = address.AbsoluteUri.TrimEnd('/'),
            ProcessId = process?.Id,
            StartedAt = services.Time.GetUtcNow(),
            CpuEnforcement = (process?.Limits.Cpu ?? external).ToString(),
            MemoryEnforcement = (process?.Limits.Memory ?? external).ToString(),
            DeviceEnforcement = (process is null ? order.Lease.Devices.IsEmpty ? null : external : process.Limits.Devices)?.ToString() ?? "",
        };
    }

    public BackendStatus Status => Volatile.Read(ref _status);

    public OipClient Client => _client;

    /// <summary>Completes when nothing of it runs and its last status has been reported.</summary>
    public Task Ended => _ended.Task;

    public static async Task<BackendRun> StartAsync(BackendServices services, BackendOrder order, int incarnation, LogRing log, CancellationToken cancellationToken)
    {
        var weights = await services.Weights.AcquireAsync(order.Backend.Weights, cancellationToken);
        try
        {
            var process = order.Backend.Url is null ? await services.Launcher.StartAsync(LaunchOrders.Of(order, weights.Directory), log, cancellationToken) : null;
            var address = process is null ? new Uri(order.Backend.Url!) : new Uri($"http://127.0.0.1:{process.Port}");
            var run = new BackendRun(services, order, incarnation, log, address, process, weights);
            _ = run.WatchAsync();
            return run;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>TERM, after the grace KILL; completes when the exit was seen.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Change(status => status with { State = BackendState.Stopping, Problem = null });
        await _watching.CancelAsync();
        if (_process is not null)
        {
            await _process.StopAsync(grace);
        }

        await Ended;
    }

    /// <summary>KILL, without waiting.</summary>
    public void Kill()
    {
        Change(status => status with { State = BackendState.Stopping, Problem = null });
        _watching.Cancel();
        _process?.Signal(ServerSignal.Kill);
    }

    private async Task WatchAsync()
    {
        var health = new HealthWatch(
            _probe, _services.Options.Health with { StartupTimeout = _order.Backend.StartupTimeout }, _services.Time, OnHealth).RunAsync(_watching.Token);
        var exit = _process is null ? null : await _process.Exit;
        await (exit is null ? health : _watching.CancelAsync());
        Change(status => Ending(status, exit));
        _client.Dispose();
        _weights.Dispose();
        _ended.SetResult();
        await health;
    }

    private void OnHealth(HealthState state, string reason) => Change(status => status.State == BackendState.Stopping ? status : state switch
    {
        HealthState.Ready => status with
        {
            State = BackendState.Ready,
            Problem = null,
            LastLines = [],
            Signature = _probe.Signature,
            StartupTime = status.StartupTime ?? _services.Time.GetElapsedTime(_startedAt),
        },
        _ => status with
        {
            State = BackendState.Unhealthy,
            LastLines = _log.Tail(_services.Options.ReportedLines),
            Problem = new()
            {
                Code = state == HealthState.Unhealthy ? ErrorCodes.BackendUnhealthy : ErrorCodes.StartupTimeout,
                Message = $"The model server of {status.Replica} at {status.Address} does not serve: {reason}.",
            },
        },
    });

    private BackendStatus Ending(BackendStatus status, ServerExit? exit)
    {
        if (exit is not null)
        {
            _log.Append(LogRing.Krewe, $"The server (process {_process!.Id}) {exit}.");
        }

        return status with
        {
            State = BackendState.Exited,
            ExitCode = exit?.ExitCode ?? SignalBase + exit?.Signal,
            LastLines = _log.Tail(_services.Options.ReportedLines),
            Problem = status.State == BackendState.Stopping || exit is null
                ? null
                : new() { Code = ErrorCodes.BackendLost, Message = $"The model server of {status.Replica} (process {_process!.Id}) {exit}." },
        };
    }

    /// <summary>Replaces the status and reports it; an end is final.</summary>
    private void Change(Func<BackendStatus, BackendStatus> change)
    {
        lock (_lock)
        {
            var changed = _status.State == BackendState.Exited ? _status : change(_status);
            if (changed != _status)
            {
                Volatile.Write(ref _status, changed);
                Log.Changed(_services.Logger, changed.Replica.ToString(), changed.Epoch, changed.State, changed.Problem?.Message ?? "");
                _services.Feed.Post(changed);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4020, LogLevel.Information, "The model server of {Replica} under epoch {Epoch} is {State} {Problem}")]
        public static partial void Changed(ILogger logger, string replica, long epoch, BackendState state, string problem);
    }
}
