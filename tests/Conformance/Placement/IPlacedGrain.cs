namespace Krewe.Conformance.Tests.Placement;

public interface IPlacedGrain : IGrainWithStringKey
{
    Task<SiloAddress> Where();

    /// <summary>Where another grain of the interface is, called from this one.</summary>
    Task<SiloAddress> WhereIsLocal(string other);

    Task Leave();
}

public interface IRandomGrain : IPlacedGrain;

public interface ILocalGrain : IPlacedGrain;

public interface IHashedGrain : IPlacedGrain;

public interface ICountedGrain : IPlacedGrain;

public interface IDirectedGrain : IPlacedGrain;

public interface ISiftedGrain : IPlacedGrain;

public interface INowhereGrain : IPlacedGrain;

public interface IRegionalGrain : IPlacedGrain;

public interface IPreferredGrain : IPlacedGrain;
