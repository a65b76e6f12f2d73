using Krewe.Naming;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>What the admin API changes. Each can be repeated.</summary>
internal interface IClusterWriter
{
    /// <summary>Stores a spec.</summary>
    /// <exception cref="Errors.KreweException">It is not valid (KRW2001), or no host belongs to its pool (KRW3101).</exception>
    Task<AssignResult> ApplyAsync(ModelSpec spec, CancellationToken cancellationToken);

    /// <summary>Deletes a model. False when there is none of that key.</summary>
    Task<bool> DeleteAsync(ModelKey model, CancellationToken cancellationToken);
}
