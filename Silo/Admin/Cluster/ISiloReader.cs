using System.Collections.Immutable;
using Krewe.Admin;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>The silos of the cluster, as the engine knows them.</summary>
internal interface ISiloReader
{
    /// <summary>By name: those that are not dead, and dead ones that have not come back.</summary>
    Task<ImmutableArray<SiloView>> GetSilosAsync();
}
