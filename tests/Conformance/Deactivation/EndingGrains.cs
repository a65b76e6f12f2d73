namespace Krewe.Conformance.Tests.Deactivation;

public abstract class EndingGrainBase : Grain, IEndingGrain
{
    private readonly Guid _instance = Guid.NewGuid();
    private bool _fail;
    private bool _hold;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Notes.Of(this).Add($"deactivated {reason.ReasonCode}{(cancellationToken.IsCancellationRequested ? " too late" : "")}");
        if (_hold)
        {
            await Notes.Of(this).Gate("deactivation");
            Notes.Of(this).Add("deactivation ends");
        }

        if (_fail)
        {
            throw new InvalidOperationException("a deactivation of a test that fails on purpose");
        }
    }

    public Task<Guid> Instance()
    {
        Notes.Of(this).Add("called");
        return Task.FromResult(_instance);
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task LeaveAndStay(string gate)
    {
        DeactivateOnIdle();
        await Hold(gate);
    }

    public async Task Hold(string gate)
    {
        Notes.Of(this).Add(gate);
        await Notes.Of(this).Gate(gate);
        Notes.Of(this).Add($"/{gate}");
    }

    public Task FailInDeactivation()
    {
        _fail = true;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task HoldDeactivation()
    {
        _hold = true;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task LeaveAs(string way)
    {
        switch (way)
        {
            case "grain":
                DeactivateOnIdle();
                break;
            case "grain base":
                ((IGrainBase)this).DeactivateOnIdle();
                break;
            case "context":
                GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "by its context"));
                break;
            case "runtime":
                ServiceProvider.GetType();
                ((IGrainRuntime)ServiceProvider.GetService(typeof(IGrainRuntime))!).DeactivateOnIdle(GrainContext);
                break;
        }

        return Task.CompletedTask;
    }

    public Task Delay(TimeSpan span)
    {
        DelayDeactivation(span);
        return Task.CompletedTask;
    }
}

[GrainType("conf.ending")]
public sealed class EndingGrain : EndingGrainBase, IUsualGrain;

[GrainType("conf.kept"), KeepAlive]
public sealed class KeptGrain : EndingGrainBase, IKeptGrain;
