using Krewe.Planning.Fleets;
using Krewe.Planning.Randomness;
using Krewe.Planning.Replay;
using Krewe.Planning.Replay.Queues;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Planning.Tests.Replay;

/// <summary>Replicas of which some are faster than others: the rules of a cluster's queue.</summary>
public class UnlikeReplicasTests
{
    private static readonly ReplayRules Rules = ReplayRules.Faro with
    {
        SlotsPerReplica = 1, QueueLimit = 400, AgeingSeconds = 1e6, Router = TimeDistribution.Constant(0.001), Service = TimeDistribution.Constant(1), ObjectiveSeconds = 10, AlwaysQueue = true,
    };

    [Fact]
    public void Run_OneIsFaster_IsWaitedForWhereThatPays()
    {
        // One request a second. Four times as fast is worth waiting for behind one, twice as fast is not: then whoever finds it busy takes the other.
        Assert.InRange(MeanExecution(Run(Rules, 60, 4, 1)), 0.25, 0.3);
        Assert.InRange(MeanExecution(Run(Rules, 60, 1.3, 1)), 0.85, 0.95);
        Assert.Equal(0, Run(Rules, 60, 4, 1).Tally.Late);
    }

    [Fact]
    public void Run_MoreThanTheFastOnesDo_AllServe()
    {
        // Work of five on six: the fast ones do most of it, the slow ones the rest.
        var queue = Run(Rules, 300, 2, 2, 1, 1);
        Assert.InRange(queue.Tally.BusySeconds / 600, 3, 3.5);
        Assert.Equal(0, queue.Tally.Dropped);
        Assert.InRange(queue.Tally.Late, 0, 0.02 * queue.Tally.ArrivedInAll);
    }

    [Fact]
    public void Run_OnlyTheFastOneKeepsTheDeadline_NobodyIsServedTooLateByTheSlowOne()
    {
        // The slow one is free nearly always: nobody is let in for it, and nobody is given to it.
        var queue = Run(Rules with { TimeoutSeconds = 0.8, ObjectiveSeconds = 0.8 }, 100, 4, 1);
        Assert.Equal(queue.Tally.Dropped, queue.Tally.Late);
        Assert.InRange(queue.Tally.Dropped, 0.01 * queue.Tally.ArrivedInAll, 0.2 * queue.Tally.ArrivedInAll);
        Assert.Equal(0.25, MeanExecution(queue), 1e-6);
    }

    [Fact]
    public void Run_FastOneHasGone_TheOthersServeOn()
    {
        var queue = Create(Rules, 40);
        var places = new[] { Place(4), Place(1) };
        queue.AddReplica(places[0]);
        queue.AddReplica(places[1]);
        queue.Advance(300);
        Assert.Same(places[0], queue.RemoveReplica(places[0]));
        var before = queue.Tally.BusySeconds;
        queue.Advance(601);
        Assert.InRange(queue.Tally.BusySeconds - before, 170, 230);

        // Moved to a fast machine: from then on it is fast.
        places[1].Speed = 10;
        queue.NoteSpeeds();
        queue.Advance(2_000);
        Assert.Equal(queue.Tally.ArrivedInAll, queue.Tally.Answered);
    }

    private static double MeanExecution(ModelQueue queue) => queue.Tally.BusySeconds / (queue.Tally.Answered - queue.Tally.Dropped);

    private static FleetPlace Place(double speed) => new(0, new ReplicaAllocation("0", "0", "host", new ResourceClaim { CpuMillicores = 1, MemoryBytes = 1 }), speed);

    private static ModelQueue Create(ReplayRules rules, int perMinute) =>
        new(rules, new TimeSampler(rules.Service), new TimeSampler(rules.Router), Traces.Flat(perMinute, 10).Counts[0], 60, seed: 3, model: 0);

    private static ModelQueue Run(ReplayRules rules, int perMinute, params double[] speeds)
    {
        var queue = Create(rules, perMinute);
        foreach (var speed in speeds)
        {
            queue.AddReplica(Place(speed));
        }

        queue.Advance(2_000);
        return queue;
    }
}
