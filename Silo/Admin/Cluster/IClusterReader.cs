using System.Collections.Immutable;
using Krewe.Admin;
using Krewe.Admin.Snapshots;
using Krewe.Forecasting;
using Krewe.Naming;
using Krewe.Pools;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>What the admin API shows. Between the endpoints and the grains.</summary>
internal interface IClusterReader
{
    /// <summary>Everything that <c>krewe status</c> shows.</summary>
    Task<ClusterView> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>Every pool that answers, with its hosts and models; by key.</summary>
    /// <exception cref="Errors.KreweException">None answers (KRW5006).</exception>
    Task<PoolAnswers> GetPoolsAsync(CancellationToken cancellationToken);

    /// <summary>Everything that placement decides from, of those that answer.</summary>
    /// <exception cref="Errors.KreweException">No pool answers (KRW5006).</exception>
    Task<ClusterSnapshot> GetSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>The silos of the cluster, by name.</summary>
    Task<ImmutableArray<SiloView>> GetSilosAsync(CancellationToken cancellationToken);

    /// <summary>What a model's demand was and will be.</summary>
    Task<ForecastView> GetForecastAsync(ModelKey model, ForecastQuery query, CancellationToken cancellationToken);

    /// <summary>Why a model is as it is; null when nobody who answers knows it.</summary>
    Task<ExplainAnswers> ExplainAsync(ModelKey model, CancellationToken cancellationToken);
}
