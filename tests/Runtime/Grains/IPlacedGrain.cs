using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Grains;

public interface IPlacedGrain : IGrainWithStringKey
{
    Task<SiloAddress> Where();

    Task<int> Add(int amount);

    /// <summary>Runs for that long, and says where.</summary>
    Task<SiloAddress> Hold(TimeSpan time);

    Task<SiloAddress> WhereIs(string other);

    Task MoveTo(SiloAddress silo);

    [AlwaysInterleave]
    Task<string> Reason();
}

public interface IRandomGrain : IPlacedGrain;

public interface ILocalGrain : IPlacedGrain;

public interface IHashedGrain : IPlacedGrain;

public interface ICountedGrain : IPlacedGrain;

public interface IHostBoundGrain : IPlacedGrain;

public interface ISiftedGrain : IPlacedGrain;

public interface IRegionalGrain : IPlacedGrain;

public interface IWorkerGrain : IPlacedGrain;

public interface IStoredGrain : IPlacedGrain;

public interface IOddGrain : IPlacedGrain;
