using Krewe.Planning.Replay;

namespace Krewe.Planning.Policies;

/// <summary>
/// The Horizontal Pod Autoscaler of Kubernetes, as documented (autoscaling/v2): replicas times utilization over its target, nothing within
/// a tolerance of 10 %; pods that are not ready count as idle when more are wanted; upwards by no more than the double or four at once, downwards
/// to the most that was recommended in the stabilization window.
/// </summary>
/// <param name="target">Target utilization, above 0.</param>
/// <param name="stabilizationSeconds">The window before replicas are taken away; 300 by default in Kubernetes.</param>
/// <param name="periodSeconds">The sync period; 15 by default in Kubernetes.</param>
public sealed class HpaScaler(double target, double stabilizationSeconds = 300, double periodSeconds = 15) : IReplayScaler
{
    private const double Tolerance = 0.1;
    private const int LeastStep = 4;
    private readonly Dictionary<int, Queue<(double At, int Wanted)>> _recommended = [];
    private double[] _busy = [];
    private double _last;

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"hpa {target:0.00}/{stabilizationSeconds:0}s");

    /// <inheritdoc/>
    public double PeriodSeconds => periodSeconds;

    /// <inheritdoc/>
    public void Decide(ReplayView view, Span<int> targets)
    {
        ArgumentNullException.ThrowIfNull(view);
        _busy = _busy.Length == 0 ? new double[targets.Length] : _busy;
        for (var i = 0; i < targets.Length; i++)
        {
            var model = view.Models[i];
            var used = (model.BusySeconds - _busy[i]) / (view.Now - _last);
            _busy[i] = model.BusySeconds;
            var wanted = Math.Min(Wanted(model, used), Math.Max(2 * model.Committed, model.Committed + LeastStep));
            targets[i] = Math.Max(1, Stabilize(i, view.Now, wanted, model.Committed));
        }

        _last = view.Now;
    }

    // `used` are the replicas that were busy on average; utilization is measured on those that serve.
    private int Wanted(ModelView model, double used)
    {
        var ratio = used / Math.Max(1, model.Serving) / target;
        var notReady = model.Committed - model.Serving;
        if (Math.Abs(ratio - 1) <= Tolerance)
        {
            return model.Committed;
        }

        if (ratio > 1 && notReady > 0)
        {
            ratio = used / model.Committed / target;
            return ratio <= 1 + Tolerance ? model.Committed : (int)Math.Ceiling(ratio * model.Committed);
        }

        return (int)Math.Ceiling(ratio * Math.Max(1, model.Serving));
    }

    private int Stabilize(int index, double now, int wanted, int committed)
    {
        if (!_recommended.TryGetValue(index, out var window))
        {
            _recommended[index] = window = new Queue<(double, int)>();
        }

        window.Enqueue((now, wanted));
        while (window.Peek().At < now - stabilizationSeconds)
        {
            window.Dequeue();
        }

        return wanted >= committed ? wanted : Math.Min(committed, window.Max(entry => entry.Wanted));
    }
}
