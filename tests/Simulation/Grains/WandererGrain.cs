using Krewe.Simulation.Tests.Running;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Simulation.Tests.Grains;

/// <summary>Has its total in memory only, and takes it along when it moves.</summary>
[GrainType("sim.wanderer"), RandomPlacement]
public sealed class WandererGrain(Executions executions, ILocalSiloDetails here) : Grain, IWandererGrain, IGrainMigrationParticipant
{
    private int _total, _moves;

    public Task<int> Add(string operation, int amount)
    {
        executions.Add(operation);
        return Task.FromResult(_total += amount);
    }

    public Task Move(SiloAddress silo)
    {
        if (silo != here.SiloAddress) // else it would just end, and lose its memory
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            MigrateOnIdle();
        }

        return Task.CompletedTask;
    }

    public Task<int> Moves() => Task.FromResult(_moves);

    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        dehydrationContext.TryAddValue("total", _total);
        dehydrationContext.TryAddValue("moves", _moves + 1);
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        rehydrationContext.TryGetValue("total", out _total);
        rehydrationContext.TryGetValue("moves", out _moves);
    }
}
