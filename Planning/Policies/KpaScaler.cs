using Krewe.Planning.Replay;

namespace Krewe.Planning.Policies;

/// <summary>
/// Knative's pod autoscaler, as documented: mean concurrency over a stable window of 60 s by the target of a replica; when a panic window of a
/// tenth of it wants at least twice what serves, that counts, and nothing is taken away until 60 s after; down at most to a half at once.
/// </summary>
/// <param name="target">Target concurrency of a replica by what it serves at the same time, above 0.</param>
/// <param name="downDelaySeconds">Knative's scale-down-delay; 0 by default there.</param>
/// <param name="periodSeconds">How often it decides; 2 by default in Knative.</param>
public sealed class KpaScaler(double target, double downDelaySeconds = 0, double periodSeconds = 2) : IReplayScaler
{
    private const double StableSeconds = 60;
    private const double PanicSeconds = 6;
    private const double PanicThreshold = 2;
    private const double MostDown = 2;
    private readonly List<(double At, double[] Inside)> _past = [];
    private readonly Dictionary<int, Queue<(double At, int Wanted)>> _wanted = [];
    private double[] _panicUntil = [];
    private int[] _panicMost = [];

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"kpa {target:0.00}/{downDelaySeconds:0}s");

    /// <inheritdoc/>
    public double PeriodSeconds => periodSeconds;

    /// <inheritdoc/>
    public void Decide(ReplayView view, Span<int> targets)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (_past.Count == 0)
        {
            (_panicUntil, _panicMost) = (new double[targets.Length], new int[targets.Length]);
            _past.Add((0, new double[targets.Length]));
        }

        _past.Add((view.Now, [.. view.Models.Select(model => model.InsideSeconds)]));
        while (_past.Count > 2 && _past[1].At <= view.Now - StableSeconds)
        {
            _past.RemoveAt(0);
        }

        for (var i = 0; i < targets.Length; i++)
        {
            var model = view.Models[i];
            var ready = Math.Max(1, model.Serving);
            var share = target * view.Models[i].Concurrency;
            var (stable, panic) = (Mean(i, StableSeconds) / share, Mean(i, PanicSeconds) / share);
            var (wanted, wantedInPanic) = ((int)Math.Ceiling(Math.Max(stable, ready / MostDown)), (int)Math.Ceiling(panic));
            if ((double)wantedInPanic / ready >= PanicThreshold)
            {
                _panicUntil[i] = view.Now + StableSeconds;
            }

            if (view.Now < _panicUntil[i])
            {
                _panicMost[i] = Math.Max(_panicMost[i], Math.Max(wantedInPanic, Math.Max(wanted, model.Serving)));
                wanted = _panicMost[i];
            }
            else
            {
                _panicMost[i] = 0;
            }

            targets[i] = Math.Max(1, Delay(i, view.Now, wanted));
        }
    }

    private double Mean(int model, double seconds)
    {
        var (at, inside) = _past[^1];
        var from = _past.FindLastIndex(entry => entry.At <= at - seconds);
        var before = _past[Math.Max(0, from)];
        return (inside[model] - before.Inside[model]) / (at - before.At);
    }

    private int Delay(int index, double now, int wanted)
    {
        if (!_wanted.TryGetValue(index, out var window))
        {
            _wanted[index] = window = new Queue<(double, int)>();
        }

        window.Enqueue((now, wanted));
        while (window.Peek().At < now - downDelaySeconds)
        {
            window.Dequeue();
        }

        return window.Max(entry => entry.Wanted);
    }
}
