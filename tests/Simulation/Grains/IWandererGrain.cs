using Orleans;
using Orleans.Runtime;

namespace Krewe.Simulation.Tests.Grains;

public interface IWandererGrain : IGrainWithStringKey
{
    Task<int> Add(string operation, int amount);

    Task Move(SiloAddress silo);

    Task<int> Moves();
}
