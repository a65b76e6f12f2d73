using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing;

public class TicketQueuePropertyTests
{
    private static readonly QueueLimits Limits = new()
    {
        MaxCount = 8,
        MaxBytes = 300,
        AgeingBound = Clock.Ms(30),
        Weights = new Dictionary<string, double> { ["t1"] = 2, ["t2"] = 0.5 },
    };

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void EveryOperation_OnRandomHistories_DoesWhatTheReferenceDoes(ulong seed) =>
        Seeded.ForAll(seed, QueueOperation.Histories, history => new QueueReplay(Limits).Play(history));

    [Fact]
    public void EveryOperation_InALargerQueue_DoesWhatTheReferenceDoes() =>
        Seeded.ForAll(4, QueueOperation.Histories, history => new QueueReplay(Limits with { MaxCount = 60, MaxBytes = 10_000, AgeingBound = Clock.Ms(100) }).Play(history));

    [Fact]
    public void Entries_OnRandomHistories_LeaveExactlyOnce() => Seeded.ForAll(11, QueueOperation.Histories, history =>
    {
        var replay = new QueueReplay(Limits);
        replay.Play(history);
        while (replay.Queue.TryDequeue(replay.Now, out var entry))
        {
            replay.Left.Add(entry.Ticket);
        }

        List<QueueEntry<int>> expired = [];
        replay.Queue.Expire(replay.Now, expired);
        replay.Left.AddRange(expired.Select(entry => entry.Ticket));
        Assert.Equal(replay.Accepted.Order(), replay.Left.Order());
        Assert.Equal((0, 0L, null), (replay.Queue.Count, replay.Queue.Bytes, replay.Queue.NextDeadline));
    });

    [Fact]
    public void TryDequeue_OnRandomHistories_NeverInvertsBeyondTheAgeingBound() =>
        Seeded.ForAll(12, QueueOperation.Histories, history =>
        {
            var replay = new QueueReplay(Limits);
            replay.Dequeued += (taken, waiting, now) =>
            {
                foreach (var other in waiting.Where(other => other.Deadline > now))
                {
                    // Ranks are not inverted but by ageing, which ends at rank 0; inside a rank and tenant deadlines are never inverted.
                    Assert.True(Effective(taken, now) <= Effective(other, now), $"{taken} overtook {other} at {now:O}");
                    Assert.False(
                        other.Tenant == taken.Tenant && Effective(taken, now) == Effective(other, now) && other.Deadline < taken.Deadline,
                        $"{taken} overtook {other} at {now:O}");
                }
            };
            replay.Play(history);
        });

    private static int Effective(QueueEntry<int> entry, DateTimeOffset now) =>
        (int)Math.Max(0, entry.Rank - Math.Floor((now - entry.Arrival) / Limits.AgeingBound));
}
