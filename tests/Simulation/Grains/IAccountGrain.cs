using Orleans;
using Orleans.Concurrency;

namespace Krewe.Simulation.Tests.Grains;

public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Moves money to another account and has it noted in the ledger. False when there is too little.</summary>
    Task<bool> Transfer(string to, int amount);

    /// <summary>Interleaves: two accounts that pay each other at once would else wait for each other.</summary>
    [AlwaysInterleave]
    Task Deposit(int amount);

    [AlwaysInterleave]
    Task<int> Balance();
}
