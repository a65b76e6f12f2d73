using Krewe.Scheduling.Queueing.Batching;

namespace Krewe.Bench.Slo.Policies;

/// <summary>
/// Earliest deadline first over all; what the profile says cannot be met any more is refused at the door and dropped at the server; the
/// largest batch that keeps the earliest deadline. After Clockwork (OSDI 2020), which knows no classes and no tenants.
/// </summary>
internal sealed class ClockworkLikePolicy(int servers, int maxBatch) : ISloPolicy
{
    private readonly PriorityQueue<SloRequest, double> _waiting = new();
    private readonly BatchTimes _times = new();

    public bool Arrive(SloRequest request, double now, int idle)
    {
        if (_times.Of(1) is { } alone && _times.Of(maxBatch) is { } full)
        {
            var wait = idle > 0 ? 0 : _waiting.UnorderedItems.Count / (double)maxBatch * full.TotalSeconds / servers;
            if (now + wait + alone.TotalSeconds > request.Deadline)
            {
                return false;
            }
        }

        _waiting.Enqueue(request, request.Deadline);
        return true;
    }

    public void Take(List<SloRequest> batch, double now, out double wakeAt)
    {
        wakeAt = double.PositiveInfinity;
        while (_waiting.TryPeek(out var first, out _) && now + (_times.Of(1)?.TotalSeconds ?? 0) > first.Deadline)
        {
            _waiting.Dequeue();
        }

        while (batch.Count < maxBatch && _waiting.TryPeek(out _, out var deadline))
        {
            var earliest = batch.Count == 0 ? deadline : batch[0].Deadline;
            if (batch.Count > 0 && _times.Of(batch.Count + 1) is { } time && now + time.TotalSeconds > earliest)
            {
                break;
            }

            batch.Add(_waiting.Dequeue());
        }
    }

    public void Completed(List<SloRequest> batch, double began, double took) => _times.Record(batch.Count, TimeSpan.FromSeconds(took));
}
