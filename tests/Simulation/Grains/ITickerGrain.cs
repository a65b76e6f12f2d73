using Orleans;

namespace Krewe.Simulation.Tests.Grains;

public interface ITickerGrain : IGrainWithStringKey
{
    /// <summary>How often its timer has ticked in all its activations, as far as is stored.</summary>
    Task<int> Ticks();

    /// <summary>Moves to wherever it is placed.</summary>
    Task Leave();
}
