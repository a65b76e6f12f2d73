namespace Krewe.Bench.Placement;

/// <summary>The least left over of CPU and GPU, each by the largest node of the trace, as whole percents.</summary>
internal sealed class BestFitPolicy(OpenbTrace trace) : ScoredPolicy(trace)
{
    private const double MostCpu = 128_000;
    private const double MostGpu = 8_000;

    protected override (int Score, int Gpu) Score(NodeState node, OpenbPod pod)
    {
        var left = ((node.Cpu - pod.Cpu) / MostCpu * 0.5) + ((node.FreeGpu - pod.GpuTotal) / MostGpu * 0.5);
        return ((int)((1 - left) * 100), node.TightestGpu(pod));
    }
}
