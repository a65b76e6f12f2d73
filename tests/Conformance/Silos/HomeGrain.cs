using Orleans.Placement;

namespace Krewe.Conformance.Tests.Silos;

[GrainType("conf.home"), PreferLocalPlacement]
public sealed class HomeGrain(ILocalSiloDetails silo) : Grain, IHomeGrain
{
    private int _sum;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Notes.Of(this).Add($"deactivated {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);

    public Task<int> Add(int amount) => Task.FromResult(_sum += amount);

    public async Task Hold(string gate)
    {
        Notes.Of(this).Add(gate);
        await Notes.Of(this).Gate(gate);
    }

    public async Task<string> CallHold(string other, string gate)
    {
        try
        {
            await GrainFactory.GetGrain<IHomeGrain>(other).Hold(gate);
            return "answered";
        }
        catch (SiloUnavailableException exception)
        {
            return exception.GetType().Name;
        }
    }
}
