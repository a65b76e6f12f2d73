using Orleans;

namespace Krewe.Simulation.Tests.Grains;

public interface ILedgerGrain : IGrainWithStringKey
{
    Task Note(string from, string to, int amount);

    /// <summary>The lines that have been stored, which a timer does once in a second.</summary>
    Task<int> Stored();
}
