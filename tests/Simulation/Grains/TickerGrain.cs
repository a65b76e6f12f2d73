using Krewe.Simulation.Tests.Running;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace Krewe.Simulation.Tests.Grains;

[GenerateSerializer, Alias("sim.ticker-state")]
public sealed class TickerState
{
    [Id(0)]
    public int Ticks { get; set; }
}

/// <summary>Counts the ticks of its timer in stored state, and looks whether anything overlaps.</summary>
[GrainType("sim.ticker"), RandomPlacement]
public sealed class TickerGrain([PersistentState("ticker")] IPersistentState<TickerState> state, Findings findings, TimeProvider time) : Grain, ITickerGrain
{
    private string? _inside;
    private bool _isActive;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _isActive = true;
        this.RegisterGrainTimer(Tick, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Enter("its deactivation");
        _isActive = false;
        return Task.CompletedTask;
    }

    public async Task<int> Ticks()
    {
        Enter("a call");
        await Task.Delay(TimeSpan.FromMilliseconds(50), time);
        _inside = null;
        return state.State.Ticks;
    }

    public Task Leave()
    {
        Enter("a call");
        _inside = null;
        MigrateOnIdle();
        return Task.CompletedTask;
    }

    private async Task Tick(CancellationToken cancellationToken)
    {
        Enter("a tick");
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
            state.State.Ticks++;
            await state.WriteStateAsync(cancellationToken);
        }
        finally
        {
            _inside = null;
        }
    }

    private void Enter(string what)
    {
        if (_inside is not null || !_isActive)
        {
            findings.Report($"{what} of ticker {this.GetPrimaryKeyString()} began {(_isActive ? $"during {_inside}" : "after its deactivation")}");
        }

        _inside = what;
    }
}
