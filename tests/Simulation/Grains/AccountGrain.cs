using Orleans;
using Orleans.Runtime;

namespace Krewe.Simulation.Tests.Grains;

[GenerateSerializer, Alias("sim.account-state")]
public sealed class AccountState
{
    [Id(0)]
    public int Balance { get; set; }
}

[GrainType("sim.account")]
public sealed class AccountGrain([PersistentState("account")] IPersistentState<AccountState> state) : Grain, IAccountGrain
{
    public async Task<bool> Transfer(string to, int amount)
    {
        if (state.State.Balance < amount)
        {
            return false;
        }

        state.State.Balance -= amount;
        await state.WriteStateAsync();
        await GrainFactory.GetGrain<IAccountGrain>(to).Deposit(amount);
        await GrainFactory.GetGrain<ILedgerGrain>("ledger").Note(this.GetPrimaryKeyString(), to, amount);
        return true;
    }

    public async Task Deposit(int amount)
    {
        state.State.Balance += amount;
        await state.WriteStateAsync();
    }

    public Task<int> Balance() => Task.FromResult(state.State.Balance);
}
