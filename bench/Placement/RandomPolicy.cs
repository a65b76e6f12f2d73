namespace Krewe.Bench.Placement;

/// <summary>Any node that fits, each as likely; the fullest GPU there that suffices.</summary>
internal sealed class RandomPolicy(OpenbTrace trace, int seed) : IPackingPolicy
{
    private readonly NodeState[] _nodes = [.. trace.Nodes.Select(node => new NodeState(node))];
    private readonly Random _random = new(seed);

    public bool Place(OpenbPod pod)
    {
        var fitting = _nodes.Where(node => node.Fits(pod)).ToList();
        if (fitting.Count == 0)
        {
            return false;
        }

        var chosen = fitting[_random.Next(fitting.Count)];
        chosen.Take(pod, chosen.TightestGpu(pod));
        return true;
    }
}
