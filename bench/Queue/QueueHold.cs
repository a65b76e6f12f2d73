using Krewe.Scheduling.Queueing;

namespace Krewe.Bench.Queue;

/// <summary>
/// The hold model (Jones, CACM 29, 1986): a queue is filled to its size, then each step takes the next entry and puts another one of the same
/// tenant in, so that the size stays. Time is virtual.
/// </summary>
internal sealed class QueueHold
{
    private const int Tenants = 1_000;
    private const int Classes = 3;
    private static readonly TimeSpan AgeingBound = TimeSpan.FromSeconds(10);
    private readonly TicketQueue<object> _queue;
    private readonly List<QueueEntry<object>> _left = [];
    private readonly string[] _tenants = [.. Enumerable.Range(0, Tenants).Select(at => $"tenant-{at}")];
    private readonly long _stepTicks;
    private readonly int _size;
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;
    private readonly bool _rising;
    private uint _random = 2_463_534_242;

    /// <param name="size">How many wait.</param>
    /// <param name="rising">
    /// Whether an entry stays twice the ageing bound, so that each of the lower classes rises to the top before it is served, and comes back in
    /// its class. Otherwise a step takes a microsecond, classes are drawn, and what waits is in the end what strict classes leave: the lowest.
    /// </param>
    public QueueHold(int size, bool rising)
    {
        (_size, _rising) = (size, rising);
        _stepTicks = rising ? Math.Max(1, AgeingBound.Ticks * 2 / size) : TimeSpan.TicksPerMicrosecond;
        _queue = new TicketQueue<object>(new QueueLimits { MaxCount = size, MaxBytes = long.MaxValue, AgeingBound = AgeingBound });
        for (var at = 0; at < size; at++)
        {
            Enqueue(new object(), _tenants[at % Tenants], at / Tenants % Classes);
        }
    }

    /// <summary>Seconds of a core that so many steps take; two operations each.</summary>
    public double Run(int steps)
    {
        var start = ThreadTime.Seconds;
        for (var step = 0; step < steps; step++)
        {
            if (!_queue.TryDequeue(_now, out var entry))
            {
                throw new InvalidOperationException("The queue is empty.");
            }

            Enqueue(entry.Ticket, entry.Tenant, _rising ? entry.Rank : (int)(_random % Classes));
        }

        return ThreadTime.Seconds - start;
    }

    private void Enqueue(object ticket, string tenant, int rank)
    {
        _now = new DateTimeOffset(_now.Ticks + _stepTicks, TimeSpan.Zero);
        var random = Next();
        var budget = (60 + (random % 60)) * TimeSpan.TicksPerSecond;
        var deadline = new DateTimeOffset(_now.Ticks + budget + (random & 0xffff), TimeSpan.Zero);
        var entry = new QueueEntry<object>(ticket, tenant, rank, _now, deadline, 1_000, 1 + (random & 7));
        if (_queue.TryEnqueue(entry, _now, _left, out _) != EnqueueStatus.Accepted || _queue.Count > _size)
        {
            throw new InvalidOperationException("The queue refused.");
        }
    }

    private uint Next()
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return _random;
    }
}
