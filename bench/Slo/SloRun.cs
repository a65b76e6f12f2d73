using Krewe.Bench.Slo.Policies;

namespace Krewe.Bench.Slo;

/// <summary>
/// Plays a trace on equal servers in virtual time. A server executes one batch at a time; a batch takes 60 % of its longest request and 40 %
/// of all of them together, so that eight alike take 3.8 times what one takes.
/// </summary>
internal static class SloRun
{
    private const double Once = 0.6;

    public static SloOutcome Play(SloTrace trace, int servers, ISloPolicy policy)
    {
        var outcome = new SloOutcome(new int[3], new int[3]);
        var running = new PriorityQueue<(List<SloRequest> Batch, double Began), double>();
        var spare = new Stack<List<SloRequest>>();
        var (next, idle, wakeAt) = (0, servers, double.PositiveInfinity);
        while (next < trace.Requests.Count || running.Count > 0 || wakeAt < double.PositiveInfinity)
        {
            var arrival = next < trace.Requests.Count ? trace.Requests[next].Arrival : double.PositiveInfinity;
            var end = running.TryPeek(out _, out var ends) ? ends : double.PositiveInfinity;
            var now = Math.Min(Math.Min(arrival, end), wakeAt);
            if (end <= now)
            {
                var (batch, began) = running.Dequeue();
                policy.Completed(batch, began, now - began);
                foreach (var request in batch)
                {
                    outcome.Kept[request.Class] += now <= request.Deadline ? 1 : 0;
                }

                batch.Clear();
                spare.Push(batch);
                idle++;
            }
            else if (arrival <= now)
            {
                var request = trace.Requests[next++];
                outcome.Offered[request.Class]++;
                policy.Arrive(request, now, idle);
            }

            wakeAt = double.PositiveInfinity;
            while (idle > 0)
            {
                var batch = spare.TryPop(out var used) ? used : [];
                policy.Take(batch, now, out wakeAt);
                if (batch.Count == 0)
                {
                    spare.Push(batch);
                    break;
                }

                idle--;
                var took = (Once * batch.Max(request => request.Service)) + ((1 - Once) * batch.Sum(request => request.Service));
                running.Enqueue((batch, now), now + took);
            }
        }

        return outcome;
    }
}
