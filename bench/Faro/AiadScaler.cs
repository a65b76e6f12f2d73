using Krewe.Planning.Replay;

namespace Krewe.Bench.Faro;

/// <summary>
/// Faro's reactive baselines: counters of decisions above and below the objective on the mean latency of the last 30 s, refused
/// requests included. AIAD then moves by one; Oneshot goes to replicas times latency over objective.
/// </summary>
internal sealed class AiadScaler(bool oneshot, double objectiveSeconds) : IReplayScaler
{
    private const int Window = 3;
    private const int UpAfter = 3;
    private const int DownAfter = 60;
    private readonly Queue<(long Answered, double Seconds)[]> _past = new();
    private int[] _counts = [];

    public string Name => oneshot ? "oneshot" : "aiad";

    public double PeriodSeconds => 10;

    public void Decide(ReplayView view, Span<int> targets)
    {
        _counts = _counts.Length == 0 ? new int[targets.Length] : _counts;
        var now = view.Models.Select(model => (model.Answered, model.LatencySeconds)).ToArray();
        _past.Enqueue(now);
        var before = _past.Count > Window ? _past.Dequeue() : new (long Answered, double Seconds)[now.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            var answered = now[i].Answered - before[i].Answered;
            var latency = answered > 0 ? (now[i].LatencySeconds - before[i].Seconds) / answered : 0;
            var up = latency > objectiveSeconds;
            _counts[i] = up ? Math.Max(0, _counts[i]) + 1 : Math.Min(0, _counts[i]) - 1;
            if (_counts[i] >= UpAfter || _counts[i] <= -DownAfter)
            {
                _counts[i] = 0;
                var target = oneshot ? (int)Math.Ceiling(view.Models[i].Committed * latency / objectiveSeconds) : view.Models[i].Committed + (up ? 1 : -1);
                targets[i] = Math.Max(1, target);
            }
        }
    }
}
