using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing;

public class TicketQueueShareTests
{
    private static readonly Dictionary<string, double> Weights = new() { ["a"] = 1, ["b"] = 2, ["c"] = 5 };

    /// <summary>
    /// Goyal, Vin, Cheng: while two tenants both wait, what they get by weight differs by no more than the largest cost of each by its weight.
    /// </summary>
    [Fact]
    public void TryDequeue_TenantsThatWaitAllTheTime_GetTheirSharesOfCost() => Seeded.ForAll(
        21,
        (from cost in Gen.Choose(1, 20)
            from tenant in Gen.Choose(0, 2)
            from deadline in Gen.Choose(500, 1_000)
            select (Cost: cost, Tenant: tenant, Deadline: deadline)).ArrayOf(50, 200),
        requests =>
        {
            var queue = new TicketQueue<int>(new QueueLimits { Weights = Weights });
            var next = 0;
            foreach (var tenant in Weights.Keys)
            {
                Add(queue, tenant, requests[next++]);
            }

            var served = Weights.Keys.ToDictionary(tenant => tenant, _ => 0.0);
            for (; next < requests.Length; next++)
            {
                Assert.True(queue.TryDequeue(Clock.At(1), out var entry));
                served[entry.Tenant] += entry.Cost;
                Add(queue, entry.Tenant, requests[next]);
                foreach (var (one, other) in from one in Weights from other in Weights select (one, other))
                {
                    var difference = (served[one.Key] / one.Value) - (served[other.Key] / other.Value);
                    Assert.True(difference <= (20 / one.Value) + (20 / other.Value) + 1e-6, $"{one} is {difference} before {other}");
                }
            }
        });

    /// <summary>A burst is a head start once, and no larger share.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void TryDequeue_TenantThatWasIdleComesWithABurst_GetsSoManyFirstAndThenItsShare(int burst)
    {
        var queue = new TicketQueue<int>(new QueueLimits { Burst = burst });
        for (var at = 0; at < 500; at++)
        {
            Add(queue, "busy", (1, 0, 1_000));
        }

        for (var turn = 0; turn < 100; turn++)
        {
            queue.TryDequeue(Clock.At(1), out _);
        }

        for (var at = 0; at < 200; at++)
        {
            Add(queue, "quiet", (1, 0, 1_000));
        }

        var served = new List<string>();
        for (var turn = 0; turn < 200; turn++)
        {
            queue.TryDequeue(Clock.At(1), out var entry);
            served.Add(entry.Tenant);
        }

        Assert.InRange(served.TakeWhile(tenant => tenant == "quiet").Count(), burst, burst + 2);
        Assert.InRange(served.Count(tenant => tenant == "quiet") - 100.0, (burst / 2.0) - 1, (burst / 2.0) + 1);
    }

    [Fact]
    public void Charge_ServingTookMoreThanExpected_TheTenantPaysInItsShare()
    {
        var queue = new TicketQueue<int>(new QueueLimits());
        var served = new Dictionary<string, int> { ["cheap"] = 0, ["dear"] = 0 };
        Add(queue, "cheap", (1, 0, 500));
        Add(queue, "dear", (1, 0, 500));
        for (var turn = 0; turn < 400; turn++)
        {
            queue.TryDequeue(Clock.At(1), out var entry);
            served[entry.Tenant]++;
            Add(queue, entry.Tenant, (1, 0, 500));
            if (entry.Tenant == "dear")
            {
                queue.Charge(1, "dear", 2); // three in all
            }
        }

        Assert.InRange(served["cheap"], 298, 302);
    }

    [Fact]
    public void TryDequeue_OneTenantFloods_TheOtherWaitsForNoMoreThanOneOfItsRequests()
    {
        var queue = new TicketQueue<int>(new QueueLimits());
        for (var at = 0; at < 1_000; at++)
        {
            Add(queue, "flood", (1, 0, 1_000));
        }

        for (var turn = 0; turn < 100; turn++)
        {
            Add(queue, "quiet", (1, 0, 1_000));
            queue.TryDequeue(Clock.At(1), out var first);
            queue.TryDequeue(Clock.At(1), out var second);
            Assert.Contains("quiet", new[] { first.Tenant, second.Tenant });
        }
    }

    [Fact]
    public void TryDequeue_ManyTenantsThatComeAndGo_AreForgotten()
    {
        var queue = new TicketQueue<int>(new QueueLimits());
        var before = 0L;
        for (var at = 0; at < 60_000; at++)
        {
            Add(queue, $"tenant-{at}", (1, 0, 1_000));
            Assert.True(queue.TryDequeue(Clock.At(1), out _));
            before = at == 20_000 ? GC.GetTotalMemory(forceFullCollection: true) : before;
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4_000_000);
        GC.KeepAlive(queue);
    }

    /// <summary>No starvation: whoever waits is served within the deadline when the deadline leaves room for its share.</summary>
    [Fact]
    public void TryDequeue_EveryTenantOfEveryClass_IsServedWithinTheStatedBound() => Seeded.ForAll(
        22,
        from tenants in Gen.Choose(2, 6)
        from rank in Gen.Choose(0, 2)
        from depth in Gen.Choose(1, 20)
        select (Tenants: tenants, Rank: rank, Depth: depth),
        one =>
        {
            const int BoundMs = 50;
            var queue = new TicketQueue<int>(new QueueLimits { AgeingBound = Clock.Ms(BoundMs) });
            for (var tenant = 0; tenant < one.Tenants; tenant++)
            {
                for (var at = 0; at < one.Depth; at++)
                {
                    queue.TryEnqueue(new QueueEntry<int>(0, $"t{tenant}", 0, Clock.At(0), Clock.At(100_000), 1), Clock.At(0), [], out _);
                }
            }

            queue.TryEnqueue(new QueueEntry<int>(1, "seen", one.Rank, Clock.At(0), Clock.At(50_000), 1), Clock.At(0), [], out _);
            for (var ms = 1; ; ms++)
            {
                // One is served each millisecond, and one critical comes: the load is the whole capacity, for ever.
                Assert.True(queue.TryDequeue(Clock.At(ms), out var entry));
                if (entry.Ticket == 1)
                {
                    // At the top after its ranks of ageing; from there each other tenant comes at most once before it.
                    Assert.InRange(ms, 1, (one.Rank * BoundMs) + one.Tenants + 1);
                    return;
                }

                queue.TryEnqueue(entry with { Arrival = Clock.At(ms) }, Clock.At(ms), [], out _);
            }
        });

    private static void Add(TicketQueue<int> queue, string tenant, (int Cost, int Tenant, int Deadline) request) => Assert.Equal(
        EnqueueStatus.Accepted,
        queue.TryEnqueue(new QueueEntry<int>(0, tenant, 1, Clock.At(0), Clock.At(request.Deadline), 1, request.Cost), Clock.At(0), [], out _));
}
