using Krewe.Scheduling.Queueing;

namespace Krewe.Planning.Replay.Queues;

/// <summary>
/// Who waits before the replicas of a model, in the order of the queue that a cluster has (<see cref="TicketQueue{TTicket}"/>). Where all requests are alike
/// and wait for ever that is the order in which they came, and a ring gives it sooner; a test shows that it is the same.
/// </summary>
internal sealed class WaitingLine
{
    // All share one tenant: traces do not tell tenants apart.
    private const string Tenant = "all";

    // Deadlines that never come lie further ahead than any trace is long.
    private const double ForEver = 1e9;
    private readonly ReplayRules _rules;
    private readonly ReplayClass[] _classes;
    private readonly Ring<ReplayRequest>? _ring;
    private readonly TicketQueue<ReplayRequest>? _queue;
    private readonly List<QueueEntry<ReplayRequest>> _left = [];

    public WaitingLine(ReplayRules rules)
    {
        (_rules, _classes) = (rules, [.. Enumerable.Range(0, rules.ClassCount).Select(rules.ClassOf)]);
        if (rules.InOrder)
        {
            _ring = new Ring<ReplayRequest>();
            return;
        }

        _queue = new TicketQueue<ReplayRequest>(new QueueLimits
        {
            MaxCount = rules.QueueLimit + 1, MaxBytes = long.MaxValue, AgeingBound = TimeSpan.FromSeconds(rules.AgeingSeconds),
        });
    }

    /// <summary>What few executions fall short of: a request that has less time left gets no slot while another waits.</summary>
    public TimeSpan Least { get; set; }

    public int Count => _ring?.Count ?? _queue!.Count;

    /// <summary>When the next one has waited for too long, in seconds; infinite where nobody ever has.</summary>
    public double NextDeadline => _ring is null && double.IsFinite(_rules.LongestWait) && _queue!.NextDeadline is { } next ? QueueTime.SecondsOf(next) : double.PositiveInfinity;

    /// <summary>How many are served before one of a rank that comes now; only where the order is not the one in which they came.</summary>
    public double CostAhead(int rank, DateTimeOffset now) => _queue!.CostAhead(rank, Tenant, now, 1);

    /// <summary>Puts a request in.</summary>
    /// <param name="now">The current time, in seconds.</param>
    /// <param name="request">The request.</param>
    /// <param name="dropped">Takes who gives way, or the request itself where it has no room.</param>
    public void Add(double now, in ReplayRequest request, List<ReplayRequest> dropped)
    {
        if (_ring is not null)
        {
            if (_ring.Count > _rules.QueueLimit)
            {
                dropped.Add(request);
            }
            else
            {
                _ring.Add(request);
            }

            return;
        }

        var of = _classes[request.Class];
        Return(now, new QueueEntry<ReplayRequest>(request, Tenant, of.Rank, QueueTime.At(request.Arrived), QueueTime.At(request.Arrived + Math.Min(ForEver, of.TimeoutSeconds)), 1), dropped);
    }

    /// <summary>Takes the next one, while there is one.</summary>
    /// <param name="now">The current time, in seconds.</param>
    /// <param name="request">The request.</param>
    /// <param name="dropped">Takes those whose time is too short for any execution: slots are given to others, as a cluster does.</param>
    public bool TryTake(double now, out ReplayRequest request, List<ReplayRequest> dropped)
    {
        if (_ring is not null)
        {
            request = _ring.Count > 0 ? _ring.Take() : default;
            return true;
        }

        while (_queue!.TryDequeue(QueueTime.At(now), out var entry))
        {
            request = entry.Ticket;
            if (_queue.Count == 0 || entry.Deadline - QueueTime.At(now) >= Least)
            {
                return true;
            }

            dropped.Add(request);
        }

        request = default;
        return false;
    }

    /// <summary>Shows the next one, where requests are looked at before it is known who is served.</summary>
    public bool TryPeek(DateTimeOffset now, out QueueEntry<ReplayRequest> entry, out QueueHandle place) => _queue!.TryPeek(now, out entry, out place);

    /// <summary>Takes out one that is served now.</summary>
    public void Serve(QueueHandle place) => _queue!.TryServe(place, out _);

    /// <summary>Takes out one that is not.</summary>
    public void Remove(QueueHandle place) => _queue!.TryRemove(place, out _);

    /// <summary>Puts one back that was taken out.</summary>
    public void Return(double now, in QueueEntry<ReplayRequest> entry, List<ReplayRequest> dropped)
    {
        if (_queue!.TryEnqueue(entry, QueueTime.At(now), _left, out _) != EnqueueStatus.Accepted)
        {
            dropped.Add(entry.Ticket);
        }

        Drop(dropped);
    }

    /// <summary>Takes out whose time is over.</summary>
    /// <param name="now">The current time, in seconds.</param>
    /// <param name="dropped">Takes them.</param>
    public void Expire(double now, List<ReplayRequest> dropped)
    {
        _queue?.Expire(QueueTime.At(now), _left);
        Drop(dropped);
    }

    private void Drop(List<ReplayRequest> dropped)
    {
        foreach (var left in _left)
        {
            dropped.Add(left.Ticket);
        }

        _left.Clear();
    }
}
