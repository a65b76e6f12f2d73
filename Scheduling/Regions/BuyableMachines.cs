namespace Krewe.Scheduling.Regions;

/// <summary>Machines of one group that can still be added to a pool of a region, or are on their way there.</summary>
public sealed record BuyableMachines
{
    /// <summary>The pool that they join.</summary>
    public string Pool { get; init; } = "";

    /// <summary>How many, at least 0.</summary>
    public required int Machines { get; init; }

    /// <summary>CPU of one, in thousandths of a core.</summary>
    public long CpuMillicores { get; init; }

    /// <summary>Memory of one, in bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Accelerators of one.</summary>
    public int Devices { get; init; }

    /// <summary>Their class.</summary>
    public string DeviceClass { get; init; } = "";

    /// <summary>Memory of each accelerator, in bytes.</summary>
    public long DeviceMemoryBytes { get; init; }

    /// <summary>The most important class of models of which all replicas may be there; 0 for all classes.</summary>
    public int LeastRank { get; init; }

    /// <summary>How many replicas one empty machine holds.</summary>
    /// <param name="need">What a replica takes.</param>
    public int Holds(ReplicaNeed need)
    {
        ArgumentNullException.ThrowIfNull(need);
        var holds = Math.Min(Share(CpuMillicores, need.CpuMillicores), Share(MemoryBytes, need.MemoryBytes));
        if (need.Devices > 0)
        {
            // As many as share one accelerator, if they take one each; else those that have theirs for themselves.
            var perDevice = Math.Min(Share(1_000, need.ComputeThousandths), Share(DeviceMemoryBytes, need.DeviceMemoryBytes));
            holds = Math.Min(holds, need.Accepts(DeviceClass) ? perDevice * Devices / need.Devices : 0);
        }

        return (int)Math.Min(holds, int.MaxValue);
    }

    private static long Share(long whole, long each) => each <= 0 ? int.MaxValue : whole / each;
}
