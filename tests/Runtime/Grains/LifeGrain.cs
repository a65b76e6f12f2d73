using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Grains;

public abstract class LifeGrainBase : Grain, ILifeGrain
{
    private readonly EventLog _log;
    private readonly TimeProvider _time;
    private readonly int _number;

    protected LifeGrainBase(EventLog log, TimeProvider time, IGrainContext context)
    {
        _log = log;
        _time = time;
        _number = log.Events.Count(one => one == "made") + 1;
        log.Add("made");
        context.ObservableLifecycle.Subscribe("late", GrainLifecycleStage.Activate, Note("stage 2000"), Note("stage -2000"));
        context.ObservableLifecycle.Subscribe("early", GrainLifecycleStage.SetupState, Note("stage 1000"), Note("stage -1000"));
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _log.Add("activating");
        await Task.Delay(TimeSpan.FromSeconds(1), _time, cancellationToken);
        if (_log.FailActivation is { } exception)
        {
            throw exception;
        }

        if (_log.LeaveInActivation)
        {
            DeactivateOnIdle();
        }

        _log.Add("activated");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _log.Add($"deactivated {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<int> Activation() => Task.FromResult(_number);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task LeaveAfter(TimeSpan time)
    {
        DeactivateOnIdle();
        await Task.Delay(time, _time);
        _log.Add("left");
    }

    public Task Keep(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task Fail(string message) => throw new InvalidOperationException(message);

    private Func<CancellationToken, Task> Note(string what) => _ =>
    {
        _log.Add(what);
        return Task.CompletedTask;
    };
}

[GrainType("test.life")]
public sealed class LifeGrain(EventLog log, TimeProvider time, IGrainContext context) : LifeGrainBase(log, time, context);

[GrainType("test.kept"), KeepAlive]
public sealed class KeptGrain(EventLog log, TimeProvider time, IGrainContext context) : LifeGrainBase(log, time, context), IKeptGrain;
