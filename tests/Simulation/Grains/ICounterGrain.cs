using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Krewe.Simulation.Tests.Grains;

public interface ICounterGrain : IGrainWithStringKey
{
    /// <summary>Adds, and stores the operation's name with it.</summary>
    Task<int> Apply(string operation, int amount);

    /// <summary>Lets another counter apply the operation.</summary>
    Task<int> ApplyThrough(string other, string operation, int amount);

    /// <summary>Asks for a move to that silo.</summary>
    Task Move(SiloAddress silo);

    /// <summary>What is stored.</summary>
    [AlwaysInterleave]
    Task<CounterLedger> Ledger();
}
