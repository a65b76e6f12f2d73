using Orleans.Concurrency;

namespace Krewe.Models.Quotas;

/// <summary>The ledger of a model's quota, from which fronts lease. Key: <see cref="Naming.ModelKey"/> of the model's first shard. See docs/quotas.md.</summary>
[Alias("krewe.IQuotaGrain")]
public interface IQuotaGrain : IGrainWithStringKey
{
    /// <summary>A front tells what it spent, holds and wants, and hears what it gets. Can be repeated: all counts are totals.</summary>
    /// <param name="report">The front's word.</param>
    /// <param name="cancellationToken">Ends the waiting for the answer.</param>
    [Alias("lease"), AlwaysInterleave]
    Task<QuotaAnswer> LeaseAsync(QuotaReport report, CancellationToken cancellationToken);

    /// <summary>The model is gone: what is kept of its quota is forgotten. Can be repeated.</summary>
    [Alias("forget"), AlwaysInterleave]
    Task ForgetAsync();
}
