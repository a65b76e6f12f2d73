namespace Krewe.Conformance.Tests.Activation;

public interface ILifecycleGrain : IGrainWithStringKey
{
    Task Use();

    Task Leave();
}

/// <summary>Takes part in its own lifecycle.</summary>
[GrainType("conf.lifecycle")]
public sealed class LifecycleGrain : Grain, ILifecycleGrain
{
    private readonly Notes _notes;

    public LifecycleGrain(IGrainContext context)
    {
        _notes = Notes.Of(context.GrainId.Key.ToString()!);
        Take(context, "late", GrainLifecycleStage.Activate + 1);
        Take(context, "early", GrainLifecycleStage.SetupState);
        Take(context, "first", GrainLifecycleStage.First);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _notes.Add("activated");
        return _notes.All.Contains("fail") && !_notes.All.Contains("failed") ? Fail() : Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _notes.Add("deactivated");
        return Task.CompletedTask;
    }

    public Task Use()
    {
        _notes.Add("used");
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private Task Fail()
    {
        _notes.Add("failed");
        throw new ArgumentException("not today");
    }

    private void Take(IGrainContext context, string name, int stage) => context.ObservableLifecycle.Subscribe(
        name, stage,
        _ =>
        {
            _notes.Add($"{name} up");
            return Task.CompletedTask;
        },
        _ =>
        {
            _notes.Add($"{name} down");
            return Task.CompletedTask;
        });
}
