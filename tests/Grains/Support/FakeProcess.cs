using Krewe.Backends;
using Krewe.Errors;

namespace Krewe.Grains.Tests.Support;

/// <summary>One model server from its start to its exit.</summary>
internal sealed class FakeProcess(FakeBackends owner, BackendOrder order, int incarnation)
{
    private readonly TaskCompletionSource _exited = new();
    private readonly DateTimeOffset _startedAt = owner.Time.GetUtcNow();
    private ITimer? _timer;
    private TimeSpan? _startupTime;
    private int? _exitCode;
    private Problem? _problem;

    public BackendOrder Order { get; } = order;

    public int Incarnation { get; } = incarnation;

    public BackendState State { get; private set; } = BackendState.Starting;

    /// <summary>Executions that it has now.</summary>
    public int Executing { get; set; }

    public Task Exited => _exited.Task;

    public bool Runs => State != BackendState.Exited;

    public BackendStatus Status => new()
    {
        Replica = Order.Replica,
        Epoch = Order.Lease.Epoch,
        Incarnation = Incarnation,
        State = State,
        StartedAt = _startedAt,
        StartupTime = _startupTime,
        ExitCode = _exitCode,
        Problem = _problem,
    };

    public void Start()
    {
        if (owner.Script.ExitAtOnce)
        {
            Exit(1);
        }
        else if (owner.Script.ReadyAfter is { } delay)
        {
            _timer = owner.Time.CreateTimer(
                _ =>
                {
                    _startupTime = delay;
                    Become(BackendState.Ready);
                },
                null, delay, Timeout.InfiniteTimeSpan);
        }
    }

    public void Become(BackendState state, Problem? problem = null)
    {
        if (Runs)
        {
            State = state;
            _problem = problem;
            owner.Notify(Status);
        }
    }

    public void BecomeUnhealthy() => Become(BackendState.Unhealthy, new Problem { Code = ErrorCodes.BackendUnhealthy, Message = "does not answer" });

    public void Exit(int code, bool notify = true)
    {
        if (!Runs)
        {
            return;
        }

        _timer?.Dispose();
        State = BackendState.Exited;
        _exitCode = code;
        _problem = new Problem { Code = ErrorCodes.BackendLost, Message = $"exit code {code}" };
        _exited.TrySetResult();
        if (notify)
        {
            owner.Notify(Status);
        }
    }

    public Task StopAsync(TimeSpan? takes)
    {
        if (!Runs)
        {
            return Task.CompletedTask;
        }

        _timer?.Dispose();
        Become(BackendState.Stopping);
        if (takes is { } delay)
        {
            _timer = owner.Time.CreateTimer(_ => Exit(0), null, delay, Timeout.InfiniteTimeSpan);
        }

        return _exited.Task;
    }
}
