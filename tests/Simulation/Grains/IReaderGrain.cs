using Orleans;

namespace Krewe.Simulation.Tests.Grains;

/// <summary>Gets the items of the stream of its key: by its class those of "told", by itself those of "asked".</summary>
public interface IReaderGrain : IGrainWithStringKey
{
    /// <summary>Subscribes to "asked" unless it has.</summary>
    Task Subscribe();
}
