namespace Krewe.Bench.Placement;

/// <summary>What is free on a node, for the policies that ours is compared with.</summary>
internal sealed class NodeState(OpenbNode node)
{
    public OpenbNode Node { get; } = node;

    public int Cpu { get; private set; } = node.Cpu;

    public int Memory { get; private set; } = node.MemoryMiB;

    /// <summary>Free thousandths of each GPU, by its number.</summary>
    public int[] Gpus { get; } = [.. Enumerable.Repeat(1_000, node.Gpus)];

    public int FreeGpu => Gpus.Sum();

    /// <summary>Counts what happened here, so that what was computed can be known to be old.</summary>
    public int Version { get; private set; }

    public bool Allows(OpenbPod pod) => pod.Models.IsEmpty || pod.Models.Contains(Node.Model);

    public bool HasGpus(OpenbPod pod)
    {
        var fitting = 0;
        foreach (var free in Gpus)
        {
            fitting += free >= pod.GpuMilli ? 1 : 0;
        }

        return fitting >= pod.Gpus;
    }

    public bool Fits(OpenbPod pod) => pod.Cpu <= Cpu && pod.MemoryMiB <= Memory && (pod.Gpus == 0 || (Allows(pod) && HasGpus(pod)));

    /// <param name="pod">What fits.</param>
    /// <param name="gpu">For a share: the GPU. Whole ones are the first that are free.</param>
    public void Take(OpenbPod pod, int gpu)
    {
        Cpu -= pod.Cpu;
        Memory -= pod.MemoryMiB;
        Version++;
        if (pod.IsShare)
        {
            Gpus[gpu] -= pod.GpuMilli;
            return;
        }

        for (var (at, left) = (0, pod.Gpus); left > 0; at++)
        {
            if (Gpus[at] == 1_000)
            {
                Gpus[at] = 0;
                left--;
            }
        }
    }

    /// <summary>The fullest GPU that a share still fits on; 0 for other pods.</summary>
    public int TightestGpu(OpenbPod pod)
    {
        var best = -1;
        for (var at = 0; pod.IsShare && at < Gpus.Length; at++)
        {
            if (Gpus[at] >= pod.GpuMilli && (best < 0 || Gpus[at] < Gpus[best]))
            {
                best = at;
            }
        }

        return Math.Max(0, best);
    }
}
