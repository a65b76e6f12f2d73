using Krewe.Scheduling.Queueing;

namespace Krewe.Scheduling.Tests.Queueing;

/// <summary>The specification of the queue, as a list that is searched: slow, and simple enough to be believed.</summary>
internal sealed class ReferenceQueue(QueueLimits limits)
{
    private readonly List<(QueueEntry<int> Entry, long Sequence)> _waiting = [];
    private long _sequence;

    public IReadOnlyList<QueueEntry<int>> Waiting => [.. _waiting.Select(item => item.Entry)];

    public int Effective(QueueEntry<int> entry, DateTimeOffset now) =>
        (int)Math.Max(0, entry.Rank - Math.Floor((now - entry.Arrival) / limits.AgeingBound));

    public (EnqueueStatus Status, List<QueueEntry<int>> Shed) Enqueue(QueueEntry<int> entry, DateTimeOffset now)
    {
        if (_waiting.Any(item => item.Entry.Id == entry.Id))
        {
            return (EnqueueStatus.DuplicateId, []);
        }

        if (entry.Deadline <= now)
        {
            return (EnqueueStatus.DeadlinePassed, []);
        }

        if (entry.Bytes > limits.MaxBytes)
        {
            return (EnqueueStatus.TooLarge, []);
        }

        var victims = _waiting
            .Where(item => Level(item.Entry, now) > Effective(entry, now))
            .OrderByDescending(item => Level(item.Entry, now))
            .ThenByDescending(item => item.Entry.Deadline)
            .ThenByDescending(item => item.Entry.Arrival)
            .ThenByDescending(item => item.Sequence)
            .ToList();
        if (_waiting.Count - victims.Count >= limits.MaxCount)
        {
            return (EnqueueStatus.FullByCount, []);
        }

        if (_waiting.Except(victims).Sum(item => item.Entry.Bytes) + entry.Bytes > limits.MaxBytes)
        {
            return (EnqueueStatus.FullByBytes, []);
        }

        List<QueueEntry<int>> shed = [];
        while (_waiting.Count >= limits.MaxCount || _waiting.Sum(item => item.Entry.Bytes) + entry.Bytes > limits.MaxBytes)
        {
            _waiting.Remove(victims[shed.Count]);
            shed.Add(victims[shed.Count].Entry);
        }

        _waiting.Add((entry, _sequence++));
        return (EnqueueStatus.Accepted, shed);
    }

    public QueueEntry<int>? Dequeue(DateTimeOffset now)
    {
        var best = _waiting
            .Where(item => item.Entry.Deadline > now)
            .OrderBy(item => Effective(item.Entry, now))
            .ThenBy(item => item.Entry.Deadline)
            .ThenBy(item => item.Entry.Arrival)
            .ThenBy(item => item.Sequence)
            .FirstOrDefault();
        _waiting.Remove(best);
        return best.Entry;
    }

    public QueueEntry<int>? Remove(string id)
    {
        var found = _waiting.FirstOrDefault(item => item.Entry.Id == id);
        _waiting.Remove(found);
        return found.Entry;
    }

    public List<QueueEntry<int>> Expire(DateTimeOffset now)
    {
        var expired = _waiting
            .Where(item => item.Entry.Deadline <= now)
            .OrderBy(item => item.Entry.Deadline)
            .ThenBy(item => item.Entry.Arrival)
            .ThenBy(item => item.Sequence)
            .ToList();
        expired.ForEach(item => _waiting.Remove(item));
        return [.. expired.Select(item => item.Entry)];
    }

    private int Level(QueueEntry<int> entry, DateTimeOffset now) => entry.Deadline <= now ? limits.Ranks : Effective(entry, now);
}
