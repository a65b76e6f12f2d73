using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Concurrency;

/// <summary>The class has several activations on every silo; they are in no directory and never move.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : PlacementAttribute
{
    /// <summary>As many activations as the machine has processors.</summary>
    public StatelessWorkerAttribute()
        : this(-1)
    {
    }

    /// <summary>At most that many.</summary>
    /// <param name="maxLocalWorkers">Activations of one key on one silo; -1 for the number of processors.</param>
    public StatelessWorkerAttribute(int maxLocalWorkers)
        : this(maxLocalWorkers, true)
    {
    }

    /// <summary>At most that many.</summary>
    /// <param name="maxLocalWorkers">Activations of one key on one silo; -1 for the number of processors.</param>
    /// <param name="removeIdleWorkers">Whether workers without work are taken down before their collection age.</param>
    public StatelessWorkerAttribute(int maxLocalWorkers, bool removeIdleWorkers)
        : base(new StatelessWorkerPlacement(maxLocalWorkers, removeIdleWorkers))
    {
    }
}
