using Krewe.Simulation.Tests.Running;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Simulation.Tests.Grains;

[GenerateSerializer, Alias("sim.counter-ledger")]
public sealed class CounterLedger
{
    [Id(0)]
    public int Total { get; set; }

    [Id(1)]
    public SortedDictionary<string, int> Operations { get; set; } = [];

    [Id(2)]
    public int Ticks { get; set; }
}

/// <summary>Counts in stored state, keeps the names of what it counted, and writes down a tick of its timer each second.</summary>
[GrainType("sim.counter"), RandomPlacement]
public sealed class CounterGrain([PersistentState("ledger")] IPersistentState<CounterLedger> ledger, Executions executions) : Grain, ICounterGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(Tick, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }

    public async Task<int> Apply(string operation, int amount)
    {
        executions.Add(operation);
        ledger.State.Total += amount;
        ledger.State.Operations[operation] = amount;
        await ledger.WriteStateAsync();
        return ledger.State.Total;
    }

    public Task<int> ApplyThrough(string other, string operation, int amount) =>
        GrainFactory.GetGrain<ICounterGrain>(other).Apply(operation, amount);

    public Task Move(SiloAddress silo)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        MigrateOnIdle();
        return Task.CompletedTask;
    }

    public Task<CounterLedger> Ledger() => Task.FromResult(ledger.State);

    private async Task Tick()
    {
        ledger.State.Ticks++;
        await ledger.WriteStateAsync();
    }
}
