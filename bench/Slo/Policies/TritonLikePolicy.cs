namespace Krewe.Bench.Slo.Policies;

/// <summary>
/// Priority levels, each first come first served; a fixed delay in which a batch fills up; a request whose timeout passes in the queue is
/// rejected when it is met. As a Triton dynamic batcher is set up by its documentation.
/// </summary>
internal sealed class TritonLikePolicy(int maxBatch, double delay) : ISloPolicy
{
    private readonly Queue<SloRequest>[] _levels = [new(), new(), new()];

    public bool Arrive(SloRequest request, double now, int idle)
    {
        _levels[request.Class].Enqueue(request);
        return true;
    }

    public void Take(List<SloRequest> batch, double now, out double wakeAt)
    {
        wakeAt = double.PositiveInfinity;
        var (waiting, oldest) = (0, double.PositiveInfinity);
        foreach (var level in _levels)
        {
            while (level.TryPeek(out var past) && past.Deadline <= now)
            {
                level.Dequeue();
            }

            waiting += level.Count;
            oldest = level.TryPeek(out var first) ? Math.Min(oldest, first.Arrival) : oldest;
        }

        if (waiting < maxBatch && now < oldest + delay)
        {
            wakeAt = oldest + delay;
            return;
        }

        foreach (var level in _levels)
        {
            while (batch.Count < maxBatch && level.TryDequeue(out var request))
            {
                if (request.Deadline > now)
                {
                    batch.Add(request);
                }
            }
        }
    }

    public void Completed(List<SloRequest> batch, double began, double took)
    {
    }
}
