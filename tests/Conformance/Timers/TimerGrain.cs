namespace Krewe.Conformance.Tests.Timers;

[GrainType("conf.timer")]
public sealed class TimerGrain : Grain, ITimerGrain
{
    private readonly Dictionary<string, IGrainTimer> _timers = [];

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Notes.Of(this).Add("deactivated");
        return Task.CompletedTask;
    }

    public Task Begin(string name, TimeSpan due, TimeSpan period, bool gated, bool interleave)
    {
        _timers[name] = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(due, period) { Interleave = interleave });
        return Task.CompletedTask;

        async Task Tick()
        {
            Notes.Of(this).Add(name);
            if (gated)
            {
                await Notes.Of(this).Gate(name);
                Notes.Of(this).Add($"/{name}");
            }
        }
    }

    public Task Change(string name, TimeSpan due, TimeSpan period)
    {
        _timers[name].Change(due, period);
        return Task.CompletedTask;
    }

    public Task End(string name)
    {
        _timers[name].Dispose();
        return Task.CompletedTask;
    }

    public async Task Work(string gate)
    {
        Notes.Of(this).Add(gate);
        await Notes.Of(this).Gate(gate);
        Notes.Of(this).Add($"/{gate}");
    }

    public Task FailTicks(string name)
    {
        _timers[name] = this.RegisterGrainTimer(
            () =>
            {
                Notes.Of(this).Add(name);
                throw new InvalidOperationException("a tick of a test that fails on purpose");
            },
            TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
        return Task.CompletedTask;
    }

    public Task BeginWithState(string name, int number)
    {
        _timers[name] = this.RegisterGrainTimer(
            static (state, token) =>
            {
                Notes.Of(state.Grain).Add($"{state.Number}{(token.CanBeCanceled ? "" : " without a token")}");
                return Task.CompletedTask;
            },
            (Grain: this, Number: number), TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task BeginWithContext(string name)
    {
        var own = TaskScheduler.Current;
        RequestContext.Set("own", "caller");
        _timers[name] = this.RegisterGrainTimer(
            async () =>
            {
                await Task.Yield();
                Notes.Of(this).Add($"{(TaskScheduler.Current == own ? "own turns" : "elsewhere")}, {RequestContext.Get("own") ?? "no context"}");
            },
            TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task BeginAndWatchToken(string name)
    {
        _timers[name] = this.RegisterGrainTimer(
            async token =>
            {
                Notes.Of(this).Add(name);
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, token);
                }
                catch (OperationCanceledException)
                {
                    Notes.Of(this).Add($"{name} cancelled");
                }
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task<int> Ping() => Task.FromResult(1);

    public Task<string> BeginOnThePool() => Task.Run(() =>
    {
        try
        {
            this.RegisterGrainTimer(() => Task.CompletedTask, TimeSpan.Zero, Timeout.InfiniteTimeSpan).Dispose();
            return "none";
        }
        catch (InvalidOperationException exception)
        {
            return exception.GetType().Name;
        }
    });

    public Task<string> BeginBad(TimeSpan due, TimeSpan period)
    {
        try
        {
            this.RegisterGrainTimer(() => Task.CompletedTask, due, period).Dispose();
            return Task.FromResult("none");
        }
        catch (ArgumentOutOfRangeException exception)
        {
            return Task.FromResult(exception.GetType().Name);
        }
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
