using Krewe.Planning.Randomness;
using Krewe.Planning.Replay;
using Krewe.Planning.Replay.Queues;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Planning.Tests.Replay;

/// <summary>Who is let into the queue of a model in a replay: the rules of a cluster's.</summary>
public class QueueDoorTests
{
    private static readonly ReplayRules Rules = ReplayRules.Faro with
    {
        SlotsPerReplica = 1, QueueLimit = 400, AgeingSeconds = 1e6, Router = TimeDistribution.Constant(0.001), Service = TimeDistribution.Lognormal(0.4, 0.08, 0.075),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Admits_AnyQueue_ThoseWhoWouldBeAnsweredInTimeAndNobodyElse(int slots)
    {
        const double service = 0.25;
        var random = new Random(slots);
        var (admitted, refused) = (0, 0);
        for (var run = 0; run < 500; run++)
        {
            var rules = Rules with { SlotsPerReplica = slots, TimeoutSeconds = 0.3 + (3 * random.NextDouble()), Service = TimeDistribution.Constant(service) };
            var (now, line) = (100.0, new WaitingLine(rules));
            var replicas = new List<ServingReplica>();
            var ends = new List<double>();
            for (var at = random.Next(1, 6); at > 0; at--)
            {
                var replica = new ServingReplica("r", slots) { Times = new UsualTimes(rules).At(1), BegunAt = now - (service * random.NextDouble()) };
                for (var held = random.Next(slots + 1); held > 0; held--)
                {
                    replica.Add(new ReplayRequest(replica.BegunAt, 0));
                }

                replicas.Add(replica);
                ends.Add(replica.Count == 0 ? now : replica.BegunAt + (replica.Count * service));
            }

            for (var waits = random.Next(20); waits > 0; waits--)
            {
                line.Add(now, new ReplayRequest(now, 0), []);
                var first = ends.IndexOf(ends.Min());
                ends[first] += service;
            }

            var request = new ReplayRequest(now, 0);
            var margin = rules.TimeoutSeconds - (ends.Min() - now) - service;
            if (Math.Abs(margin) < 1e-6)
            {
                continue;
            }

            var door = new QueueDoor(rules, line, replicas, [.. Enumerable.Range(0, replicas.Count)]);
            Assert.Equal(margin > 0 || ends.Min() == now, door.Admits(now, ref request, unlike: false));
            (admitted, refused) = (admitted + (door.Refused == 0 ? 1 : 0), refused + (int)door.Refused);
            Assert.True(door.Refused == 1 || Math.Abs(request.PredictedWait.TotalSeconds - (ends.Min() - now)) < 1e-6, $"{request.PredictedWait} is predicted.");
        }

        Assert.True(admitted > 50 && refused > 50, $"{admitted} are let in, {refused} are not.");
    }

    [Fact]
    public void Run_MoreThanThereIs_IsRefusedWhenItComes()
    {
        var queue = Run(Rules with { TimeoutSeconds = 2, ObjectiveSeconds = 2 }, 1400, replicas: 3);
        Assert.InRange(queue.Tally.Dropped, 0.15 * queue.Tally.ArrivedInAll, 0.3 * queue.Tally.ArrivedInAll);
        Assert.InRange(queue.Refused, 0.98 * queue.Tally.Dropped, queue.Tally.Dropped);

        // Who is let in is in time; who is not counts as late as well.
        Assert.InRange(queue.Tally.Late - queue.Tally.Dropped, 0, 0.01 * queue.Tally.ArrivedInAll);
    }

    [Fact]
    public void Run_CriticalTakesMostOfTheSlots_OthersAreRefusedByWhatItLeaves()
    {
        var rules = Rules with { Classes = [new ReplayClass(0, 4, 2) { TimeoutSeconds = 2 }, new ReplayClass(2, 2, 5) { TimeoutSeconds = 5 }] };
        var queue = Run(rules, 1400, replicas: 3);
        var (critical, batch) = (queue.Tally.Classes[0], queue.Tally.Classes[1]);
        Assert.InRange(critical.Late, 0, 0.005 * critical.Arrived);
        Assert.InRange(batch.Late, 0.3 * batch.Arrived, 0.9 * batch.Arrived);

        // Nearly all of them are told at once.
        Assert.InRange(queue.Refused, 0.9 * queue.Tally.Dropped, queue.Tally.Dropped);
    }

    [Fact]
    public void Run_NobodyHasATimeout_NobodyIsRefused()
    {
        var queue = Run(Rules with { AlwaysQueue = true, QueueLimit = 10_000 }, 1400, replicas: 3);
        Assert.Equal((0L, 0L), (queue.Refused, queue.Tally.Dropped));
        Assert.InRange(queue.Tally.Late, 0.5 * queue.Tally.ArrivedInAll, queue.Tally.ArrivedInAll);
    }

    [Fact]
    public void Run_NoReplicaYet_AllAreLetIn()
    {
        // Nothing can be predicted, as in a cluster: who comes first to a model that is scaled to zero waits for its first replica.
        var queue = Run(Rules with { TimeoutSeconds = 30 }, 60, replicas: 0);
        Assert.Equal(0, queue.Refused);
        Assert.Equal(queue.Tally.Dropped, queue.Tally.ArrivedInAll);
    }

    private static ModelQueue Run(ReplayRules rules, int perMinute, int replicas)
    {
        var queue = new ModelQueue(rules, new TimeSampler(rules.Service), new TimeSampler(rules.Router), Traces.Flat(perMinute, 10).Counts[0], 60, seed: 3, model: 0);
        for (var at = 0; at < replicas; at++)
        {
            queue.AddReplica();
        }

        queue.Advance(2_000);
        return queue;
    }
}
