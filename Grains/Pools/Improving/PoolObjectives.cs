using Krewe.Pools.Improving;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Grains.Pools.Improving;

/// <summary>What a pool plans by, as a snapshot has it.</summary>
internal static class PoolObjectives
{
    public static SnapshotObjective ToSnapshot(this PoolOptions options) => new()
    {
        MissingCritical = options.Weights.MissingCritical,
        MissingStandard = options.Weights.MissingStandard,
        MissingBatch = options.Weights.MissingBatch,
        BelowMinimum = options.Weights.BelowMinimum,
        MissingWarmCopy = options.Weights.MissingWarmCopy,
        Money = options.Weights.Money,
        Interruption = options.Weights.Interruption,
        Fragmentation = options.Weights.Fragmentation,
        Disturbance = options.Weights.Disturbance,
        LeastGain = options.LeastGain,
        Steps = options.Steps,
        Rebalances = options.Rebalances,
    };

    /// <summary>A snapshot of before there was an objective has the usual one.</summary>
    public static PoolOptions ToOptions(this SnapshotObjective? objective) => objective is not { } one ? new PoolOptions() : new PoolOptions
    {
        Weights = new ObjectiveWeights
        {
            MissingCritical = one.MissingCritical,
            MissingStandard = one.MissingStandard,
            MissingBatch = one.MissingBatch,
            BelowMinimum = one.BelowMinimum,
            MissingWarmCopy = one.MissingWarmCopy,
            Money = one.Money,
            Interruption = one.Interruption,
            Fragmentation = one.Fragmentation,
            Disturbance = one.Disturbance,
        },
        LeastGain = one.LeastGain,
        Steps = one.Steps,
        Rebalances = one.Rebalances,
    };
}
