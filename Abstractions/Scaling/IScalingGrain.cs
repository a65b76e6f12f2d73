using System.Collections.Immutable;
using Krewe.Naming;
using Orleans.Concurrency;

namespace Krewe.Scaling;

/// <summary>Decides how many replicas the models of one pool are to have. Key: <see cref="PoolKey"/>.</summary>
[Alias("krewe.IScalingGrain")]
public interface IScalingGrain : IGrainWithStringKey
{
    /// <summary>Takes what queues on a silo tell, and decides when it is time: each ten seconds, and at once on a surge. Can be repeated.</summary>
    /// <param name="loads">The queues of this pool's models.</param>
    [Alias("report"), AlwaysInterleave]
    Task ReportAsync(ImmutableArray<ModelLoad> loads);

    /// <summary>What was decided last for a model, and why; null when nothing was.</summary>
    /// <param name="model">The model.</param>
    [Alias("model"), AlwaysInterleave]
    Task<ScalingView?> GetModelAsync(ModelKey model);

    /// <summary>What was decided last, by model.</summary>
    [Alias("get"), AlwaysInterleave]
    Task<ImmutableArray<ScalingView>> GetAsync();

    /// <summary>What models need now, whatever places there are, and when a replica serves on a machine that takes a while to come; only those of which a decision is at hand.</summary>
    /// <param name="wait">Until the machine is there, 0 to 13 minutes; each model's own start is added.</param>
    [Alias("later"), AlwaysInterleave]
    Task<ImmutableArray<LaterNeed>> GetLaterAsync(TimeSpan wait);
}
