using Orleans;

namespace Krewe.Simulation.Tests.Grains;

public interface ILinkGrain : IGrainWithStringKey
{
    /// <summary>Goes on to the next of the route and comes back with the names of all from here on.</summary>
    Task<string[]> Pass(string id, string[] route, int step);
}
