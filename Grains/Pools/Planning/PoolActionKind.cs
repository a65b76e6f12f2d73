namespace Krewe.Grains.Pools.Planning;

internal enum PoolActionKind
{
    /// <summary>Find a host, take a lease, start.</summary>
    Place,

    /// <summary>Drain and stop; the lease is returned after.</summary>
    Stop,
}
