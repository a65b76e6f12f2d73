namespace Krewe.Conformance.Tests.Activation;

[GrainType("conf.probe")]
public sealed class ProbeGrain : Grain, IProbeGrain
{
    private readonly Guid _instance = Guid.NewGuid();
    private readonly ILocalSiloDetails _silo;
    private readonly string _notes;

    public ProbeGrain(ILocalSiloDetails silo, IGrainContext context)
    {
        _silo = silo;
        _notes = context.GrainId.Key.ToString()!;
        Notes.Of(_notes).Add(GrainContext is null ? "constructed without a context" : "constructed");
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Notes.Of(_notes).Add(cancellationToken.CanBeCanceled ? "activated" : "activated without a token");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Notes.Of(_notes).Add($"deactivated {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<Guid> Instance()
    {
        Notes.Of(_notes).Add("called");
        return Task.FromResult(_instance);
    }

    public Task<SiloAddress> Silo() => Task.FromResult(_silo.SiloAddress);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> Identity() => Task.FromResult(IdentityString);

    public Task<IProbeGrain> Self() => Task.FromResult(this.AsReference<IProbeGrain>());

    public Task<string> KeyOf(IProbeGrain other) => Task.FromResult(other.GetPrimaryKeyString());

    public Task<string> TellKeyOfSelfTo(string other) => GrainFactory.GetGrain<IProbeGrain>(other).KeyOf(this);

    public Task<Guid> InstanceOf(string other) => GrainFactory.GetGrain<IProbeGrain>(other).Instance();
}
