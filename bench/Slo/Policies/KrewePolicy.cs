using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Queueing.Admission;
using Krewe.Scheduling.Queueing.Batching;

namespace Krewe.Bench.Slo.Policies;

/// <summary>The code of Krewe.Scheduling, put together as the model grain does it: admission by class and share, the queue, batches.</summary>
internal sealed class KrewePolicy(int servers, int maxBatch) : ISloPolicy
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly AdmissionLimits Admission = new();
    private readonly TicketQueue<SloRequest> _queue = new(new QueueLimits { MaxCount = 100_000 });
    private readonly BatchLimits _limits = new() { MaxSize = maxBatch };
    private readonly BatchTimes _times = new();
    private readonly RankLoads _loads = new(3, RankLoads.UsualFade);
    private readonly List<QueueEntry<SloRequest>> _left = [];
    private readonly List<DateTimeOffset> _arrivals = [];
    private readonly List<DateTimeOffset> _deadlines = [];
    // When what runs is expected to end.
    private readonly List<double> _ends = [];
    private double _lastArrival = double.NaN;
    private double _gap = double.NaN;

    private double Typical => _times.Of(maxBatch)?.TotalSeconds / maxBatch ?? 0.001;

    public bool Arrive(SloRequest request, double now, int idle)
    {
        _gap = double.IsNaN(_lastArrival) ? double.NaN : double.IsNaN(_gap) ? now - _lastArrival : (_gap * 0.95) + ((now - _lastArrival) * 0.05);
        _lastArrival = now;
        var at = At(now);
        var cost = Typical;
        if (_times.Of(1) is { } alone)
        {
            var ahead = _queue.CostAhead(request.Class, request.Tenant, at) / cost;
            var view = new AdmissionSnapshot
            {
                WaitingByRank = [(int)ahead],
                Slots = servers,
                BusyRemaining = [.. _ends.Select(end => TimeSpan.FromSeconds(end - now))],
                DrainShare = _loads.ShareLeft(request.Class, servers, at),
                // What waits drains in full batches; the request itself gets a batch that keeps its deadline.
                ServiceTime = new ServiceTimeEstimate(TimeSpan.FromSeconds(cost), alone),
            };
            if (!AdmissionPolicy.Decide(view, 0, At(request.Deadline), at, Admission).Admitted)
            {
                return false;
            }
        }

        var entry = new QueueEntry<SloRequest>(request, request.Tenant, request.Class, at, At(request.Deadline), 0, cost);
        return _queue.TryEnqueue(entry, at, _left, out _) == EnqueueStatus.Accepted;
    }

    public void Take(List<SloRequest> batch, double now, out double wakeAt)
    {
        wakeAt = double.PositiveInfinity;
        var at = At(now);
        _queue.Expire(at, _left);
        _left.Clear();
        _arrivals.Clear();
        _deadlines.Clear();
        while (_left.Count < maxBatch && _queue.TryPeek(at, out _, out var handle) && _queue.TryServe(handle, out var entry))
        {
            // What an execution of its own would miss leaves the slot to the next, unless it is the last.
            if (_times.Of(1) is { } alone && entry.Deadline - at < alone && _queue.Count > 0)
            {
                _queue.Charge(entry.Rank, entry.Tenant, -entry.Cost);
                continue;
            }

            _left.Add(entry);
            _arrivals.Add(entry.Arrival);
            _deadlines.Add(entry.Deadline);
        }

        var size = 0;
        if (_left.Count > 0)
        {
            var decision = BatchPolicy.Decide(_arrivals, _deadlines, _limits, _times, double.IsNaN(_gap) ? null : TimeSpan.FromSeconds(_gap), at);
            size = decision.Size;
            wakeAt = decision.WaitUntil is { } until ? (until - Start).TotalSeconds : wakeAt;
        }

        List<QueueEntry<SloRequest>> back = [.. _left.Skip(size)];
        foreach (var entry in _left.Take(size))
        {
            batch.Add(entry.Ticket);
            _loads.Record(entry.Rank, TimeSpan.FromSeconds(Typical), at);
        }

        if (size > 0)
        {
            _ends.Add(now + (_times.Of(size)?.TotalSeconds ?? 0));
        }

        _left.Clear();
        foreach (var entry in back)
        {
            _queue.Charge(entry.Rank, entry.Tenant, -entry.Cost);
            _queue.TryEnqueue(entry, at, _left, out _);
        }
    }

    public void Completed(List<SloRequest> batch, double began, double took)
    {
        var expected = began + (_times.Of(batch.Count)?.TotalSeconds ?? 0);
        _ends.Remove(_ends.MinBy(end => Math.Abs(end - expected)));
        _times.Record(batch.Count, TimeSpan.FromSeconds(took));
    }

    private static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);
}
