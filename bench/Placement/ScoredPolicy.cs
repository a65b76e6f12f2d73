namespace Krewe.Bench.Placement;

/// <summary>The node with the highest score, of equals the first by name. A score hangs on the node's state alone, so it is kept until that changes.</summary>
internal abstract class ScoredPolicy : IPackingPolicy
{
    private readonly NodeState[] _nodes;
    private readonly Dictionary<OpenbPod, (int Version, int Score, int Gpu)[]> _scores = [];

    protected ScoredPolicy(OpenbTrace trace) =>
        _nodes = [.. trace.Nodes.OrderBy(node => node.Name, StringComparer.Ordinal).Select(node => new NodeState(node))];

    public bool Place(OpenbPod pod)
    {
        if (!_scores.TryGetValue(pod, out var scores))
        {
            scores = [.. _nodes.Select(_ => (-1, 0, 0))];
            _scores.Add(pod, scores);
        }

        var best = -1;
        for (var at = 0; at < _nodes.Length; at++)
        {
            var node = _nodes[at];
            if (scores[at].Version != node.Version)
            {
                var (score, gpu) = node.Fits(pod) ? Score(node, pod) : (int.MinValue, 0);
                scores[at] = (node.Version, score, gpu);
            }

            if (scores[at].Score > (best < 0 ? int.MinValue : scores[best].Score))
            {
                best = at;
            }
        }

        if (best < 0)
        {
            return false;
        }

        _nodes[best].Take(pod, scores[best].Gpu);
        return true;
    }

    /// <summary>How good a node is for a pod that fits there, and the GPU for a share.</summary>
    protected abstract (int Score, int Gpu) Score(NodeState node, OpenbPod pod);
}
