using Orleans;
using Orleans.Runtime;

namespace Krewe.Cluster.Tests.TestSilo;

[GrainType("cluster-test.ledger")]
public sealed class LedgerGrain([PersistentState("ledger", TestSiloProgram.Storage)] IPersistentState<LedgerState> state, ExecutionFile executions) : Grain, ILedgerGrain
{
    public async Task<int> Add(string id)
    {
        executions.Note(id);
        state.State.Entries.Add(id);
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory may not be what is stored: the next activation reads it.
            DeactivateOnIdle();
            throw;
        }

        return state.State.Entries.Count;
    }

    public Task<List<string>> Entries() => Task.FromResult(state.State.Entries);
}
