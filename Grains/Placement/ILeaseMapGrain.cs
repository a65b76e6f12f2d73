using Orleans.Concurrency;

namespace Krewe.Grains.Placement;

/// <summary>A silo's lease map, for the pools. Key: the host's name.</summary>
[Alias("krewe.ILeaseMapGrain")]
internal interface ILeaseMapGrain : IGrainWithStringKey
{
    /// <summary>Takes over the leases of a pool. A lost one is told again.</summary>
    /// <param name="table">The pool's word.</param>
    [Alias("take"), OneWay]
    Task TakeAsync(LeaseTable table);
}
