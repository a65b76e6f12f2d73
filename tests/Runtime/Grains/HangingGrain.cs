using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Grains;

[GrainType("test.hanging")]
public sealed class HangingGrain : Grain, IHangingGrain
{
    /// <summary>Keys of grains that never become active.</summary>
    public const string NeverActive = "never-active";

    /// <summary>Keys of grains whose deactivation never ends.</summary>
    public const string NeverGone = "never-gone";

    private readonly TaskCompletionSource _released = new();
    private readonly EventLog _log;
    private readonly int _number;

    public HangingGrain(EventLog log)
    {
        _log = log;
        log.Add("made");
        _number = log.Events.Count(one => one == "made");
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => _log.Add("activation token"));
        return this.GetPrimaryKeyString() == NeverActive ? _released.Task : Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _log.Add($"deactivating {reason.ReasonCode}");
        cancellationToken.Register(() => _log.Add("deactivation token"));
        return this.GetPrimaryKeyString() == NeverGone ? _released.Task : Task.CompletedTask;
    }

    public Task<int> Activation() => Task.FromResult(_number);

    public async Task Hang()
    {
        await _released.Task;
        _log.Add("released");
    }

    public Task Release()
    {
        _released.TrySetResult();
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
