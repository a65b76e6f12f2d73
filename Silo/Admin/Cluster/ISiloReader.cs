using System.Collections.Immutable;
using Krewe.Admin;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>The silos of the cluster, as the engine knows them.</summary>
internal interface ISiloReader
{
    /// <summary>Those that are not dead, by name.</summary>
    Task<ImmutableArray<SiloView>> GetSilosAsync();
}
