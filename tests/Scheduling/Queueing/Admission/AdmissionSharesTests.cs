using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Queueing.Admission;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing.Admission;

public class AdmissionSharesTests
{
    /// <summary>
    /// Queue and admission together, in virtual time: four tenants, each with as many requests as there is capacity. A prediction that lets
    /// one of them in too far makes it late, and its share is lost.
    /// </summary>
    [Fact]
    public void Decide_FourTenantsWithMoreThanThereIs_EachGetsItsWeightWithinFivePercent()
    {
        const int Slots = 10, ServiceMs = 50, Milliseconds = 40_000, DeadlineMs = 1_000;
        var weights = new Dictionary<string, double> { ["a"] = 1, ["b"] = 1, ["c"] = 2, ["d"] = 4 };
        var random = new Random(3);
        var queue = new TicketQueue<int>(new QueueLimits { Weights = weights, MaxCount = 1_000 });
        var kept = weights.Keys.ToDictionary(tenant => tenant, _ => 0);
        var running = new PriorityQueue<(string Tenant, int Deadline), int>();
        var left = new List<QueueEntry<int>>();
        for (var ms = 0; ms < Milliseconds; ms++)
        {
            var now = Clock.At(ms);
            while (running.TryPeek(out _, out var end) && end <= ms)
            {
                var (tenant, deadline) = running.Dequeue();
                kept[tenant] += ms <= deadline ? 1 : 0;
            }

            foreach (var tenant in weights.Keys.Where(_ => random.Next(5) == 0))
            {
                var view = new AdmissionSnapshot
                {
                    WaitingByRank = [(int)Math.Ceiling(queue.CostAhead(1, tenant, now) / ServiceMs)],
                    Slots = Slots,
                    BusyRemaining = [.. running.UnorderedItems.Select(one => Clock.Ms(one.Priority - ms))],
                    ServiceTime = new ServiceTimeEstimate(Clock.Ms(ServiceMs), Clock.Ms(ServiceMs * 1.2)),
                };
                if (AdmissionPolicy.Decide(view, 0, Clock.At(ms + DeadlineMs), now, new AdmissionLimits()).Admitted)
                {
                    queue.TryEnqueue(new QueueEntry<int>(ms + DeadlineMs, tenant, 1, now, Clock.At(ms + DeadlineMs), 1, ServiceMs), now, left, out _);
                }
            }

            queue.Expire(now, left);
            while (running.Count < Slots && queue.TryDequeue(now, out var entry))
            {
                running.Enqueue((entry.Tenant, entry.Ticket), ms + ServiceMs - 2 + random.Next(5));
            }
        }

        foreach (var (tenant, weight) in weights)
        {
            Assert.InRange(kept[tenant] / (double)kept.Values.Sum() / (weight / 8), 0.95, 1.05);
        }

        // And nearly all of the capacity is work that was in time.
        Assert.InRange(kept.Values.Sum(), 0.93 * Milliseconds * Slots / ServiceMs, 1.0 * Milliseconds * Slots / ServiceMs);
    }
}
