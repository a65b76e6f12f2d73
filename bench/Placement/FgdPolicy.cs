namespace Krewe.Bench.Placement;

/// <summary>
/// Fragmentation gradient descent (Weng et al., "Beware of Fragmentation", USENIX ATC 2023), written from the paper: a GPU is a fragment for
/// a pod that cannot use it; the expectation over the typical pods is a node's fragmentation, and the node is chosen where it grows least.
/// </summary>
internal sealed class FgdPolicy : ScoredPolicy
{
    /// <summary>Typical pods are the most popular shapes up to this share of all pods.</summary>
    private const double Popularity = 0.95;

    /// <summary>By model of GPU: the typical pods that may use it, and the share of those that may not, for which all is a fragment.</summary>
    private readonly Dictionary<string, ((OpenbPod Pod, double Share)[] Allowed, double Elsewhere)> _typical;

    public FgdPolicy(OpenbTrace trace)
        : base(trace)
    {
        var typical = Typical(trace);
        _typical = trace.Nodes.Select(node => node.Model).Distinct().ToDictionary(
            model => model,
            model => (
                typical.Where(entry => CanUse(entry.Pod, model)).ToArray(),
                typical.Where(entry => !CanUse(entry.Pod, model)).Sum(entry => entry.Share)),
            StringComparer.Ordinal);
    }

    protected override (int Score, int Gpu) Score(NodeState node, OpenbPod pod)
    {
        var before = Fragmentation(node, node.Cpu, node.Gpus);
        if (!pod.IsShare)
        {
            return (ScoreOf(before - Fragmentation(node, node.Cpu - pod.Cpu, After(node.Gpus, pod))), 0);
        }

        var (bestScore, bestGpu) = (int.MinValue, 0);
        for (var at = 0; at < node.Gpus.Length; at++)
        {
            if (node.Gpus[at] < pod.GpuMilli)
            {
                continue;
            }

            node.Gpus[at] -= pod.GpuMilli;
            var score = ScoreOf(before - Fragmentation(node, node.Cpu - pod.Cpu, node.Gpus));
            node.Gpus[at] += pod.GpuMilli;
            if (score > bestScore)
            {
                (bestScore, bestGpu) = (score, at);
            }
        }

        return (bestScore, bestGpu);
    }

    private static bool CanUse(OpenbPod pod, string model) => pod.Gpus > 0 && (pod.Models.IsEmpty || pod.Models.Contains(model));

    private static int ScoreOf(double less) => (int)(100 / (1 + Math.Exp(-less / 1_000)));

    private static int[] After(int[] gpus, OpenbPod pod)
    {
        var after = gpus.ToArray();
        for (var (at, left) = (0, pod.Gpus); left > 0; at++)
        {
            if (after[at] == 1_000)
            {
                after[at] = 0;
                left--;
            }
        }

        return after;
    }

    private static (OpenbPod Pod, double Share)[] Typical(OpenbTrace trace)
    {
        // Memory is no part of a typical pod in the paper's program.
        var popular = trace.Pods
            .CountBy(pod => pod with { MemoryMiB = 0 })
            .OrderByDescending(pair => pair.Value)
            .ThenByDescending(pair => pair.Key.Cpu)
            .ThenByDescending(pair => pair.Key.GpuMilli)
            .ThenByDescending(pair => pair.Key.Gpus)
            .ThenByDescending(pair => pair.Key.GpuSpec, StringComparer.Ordinal);
        var (counted, kept) = (0, new List<(OpenbPod Pod, int Count)>());
        foreach (var (pod, count) in popular)
        {
            if (counted >= Popularity * trace.Pods.Length)
            {
                break;
            }

            kept.Add((pod, count));
            counted += count;
        }

        return [.. kept.Select(typical => (typical.Pod, (double)typical.Count / counted))];
    }

    private double Fragmentation(NodeState node, int cpu, int[] gpus)
    {
        var left = gpus.Sum();
        var (allowed, elsewhere) = _typical[node.Node.Model];
        var sum = elsewhere * left;
        foreach (var (pod, share) in allowed)
        {
            var (fitting, useless) = (0, 0);
            foreach (var free in gpus)
            {
                if (free >= pod.GpuMilli)
                {
                    fitting++;
                }
                else
                {
                    useless += free;
                }
            }

            var usable = fitting >= pod.Gpus && cpu >= pod.Cpu;
            sum += share * (usable ? useless : left);
        }

        return sum;
    }
}
