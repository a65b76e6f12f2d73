using Orleans;
using Orleans.Runtime;

namespace Krewe.Simulation.Tests.Grains;

[GenerateSerializer, Alias("sim.ledger-state")]
public sealed class LedgerState
{
    [Id(0)]
    public List<string> Lines { get; set; } = [];
}

[GrainType("sim.ledger")]
public sealed class LedgerGrain([PersistentState("ledger")] IPersistentState<LedgerState> state) : Grain, ILedgerGrain
{
    private readonly List<string> _pending = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(Store, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }

    public Task Note(string from, string to, int amount)
    {
        _pending.Add($"{from} {to} {amount}");
        return Task.CompletedTask;
    }

    public Task<int> Stored() => Task.FromResult(state.State.Lines.Count);

    private async Task Store(CancellationToken cancellationToken)
    {
        if (_pending.Count > 0)
        {
            state.State.Lines.AddRange(_pending);
            _pending.Clear();
            await state.WriteStateAsync(cancellationToken);
        }
    }
}
