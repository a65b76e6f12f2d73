using System.Collections.Immutable;
using Krewe.Planning.Policies;
using Krewe.Planning.Replay;
using Krewe.Planning.Traces;
using Krewe.Scheduling.Scaling;
using Krewe.Scheduling.Scaling.Feedback;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Planning.Tests.Replay;

/// <summary>The queue of a model in a replay: the order of a cluster's.</summary>
public class ClassQueueTests
{
    private static readonly ReplayRules Rules = ReplayRules.Faro with { SlotsPerReplica = 1, QueueLimit = 400 };

    [Theory]
    [InlineData(1, 4, 50)]
    [InlineData(2, 1, 5)]
    [InlineData(3, 2, 400)]
    public void Run_OneClass_TheRingIsTheQueueBitByBit(int seed, int slots, int limit)
    {
        var (trace, rules) = (Traces.Waves(seed, 2, 8, 1500), Rules with { SlotsPerReplica = slots, QueueLimit = limit, AgeingSeconds = 0.5 });
        ReplayResult Run(ReplayRules of) => Replayer.Run(of, trace, 8, new AheadScaler("ahead", of, new ScalingOptions { PlacesCost = true }, new ClairvoyantOutlook(trace)), seed);
        var (ring, queue) = (Run(rules), Run(rules with { AlwaysQueue = true }));
        Assert.Equal(ring.ViolatedShares.SelectMany(line => line), queue.ViolatedShares.SelectMany(line => line));
        Assert.Equal(ring.Replicas.SelectMany(line => line), queue.Replicas.SelectMany(line => line));
        Assert.Equal((ring.Violated, ring.Dropped, ring.DeviceHours), (queue.Violated, queue.Dropped, queue.DeviceHours));
        Assert.Equal(ring.Latencies, queue.Latencies.AsEnumerable());
        Assert.InRange(ring.Violated, 1, ring.Arrived - 1);
    }

    [Fact]
    public void Run_MoreThanThereIs_ImportantAreInTimeAndOthersWait()
    {
        // Three replicas serve some 1,100 a minute of 1,400; a third of those are critical.
        var result = Run(Classes(new ReplayClass(0, 1, 0.72), new ReplayClass(2, 2, 0.72)) with { AgeingSeconds = 1e6 }, 1400);
        var (critical, batch) = (InTime(result, 0), InTime(result, 1));
        Assert.InRange(critical, 0.99, 1);
        Assert.InRange(batch, 0, 0.2);
        Assert.InRange(result.ByClass[0][0].Arrived / (double)result.Arrived, 0.31, 0.36);
        Assert.Equal(result.Arrived, result.ByClass[0].Sum(one => one.Arrived));
        Assert.Equal(result.Violated, result.ByClass[0].Sum(one => one.Violated));
    }

    [Fact]
    public void Run_FullQueue_DropsTheLeastImportant()
    {
        var result = Run(Classes(new ReplayClass(0, 1, 5), new ReplayClass(2, 2, 5)) with { QueueLimit = 30, AgeingSeconds = 1e6 }, 1400);
        Assert.True(result.Dropped > 1000, $"{result.Dropped} are dropped.");
        Assert.Equal(0, result.ByClass[0][0].Violated);
    }

    [Fact]
    public void Run_Timeouts_LeaveTheQueue()
    {
        var patient = Run(Classes(new ReplayClass(1, 1, 3)), 1400);
        var hurried = Run(Classes(new ReplayClass(1, 1, 3) { TimeoutSeconds = 2 }), 1400);

        // Who is gone after two seconds is in nobody's way: all who are served are in time.
        Assert.InRange(InTime(patient, 0), 0, 0.4);
        Assert.InRange(InTime(hurried, 0), 0.7, 0.85);
        Assert.Equal(hurried.Violated, hurried.Dropped);
    }

    [Fact]
    public void Run_Ageing_LetsNobodyStarve()
    {
        ReplayClass[] classes = [new(0, 9, 60), new(2, 1, 60)];
        Assert.InRange(InTime(Run(Classes(classes) with { AgeingSeconds = 1e6 }, 1200), 1), 0, 0.2);
        Assert.InRange(InTime(Run(Classes(classes) with { AgeingSeconds = 10 }, 1200), 1), 0.5, 1);
    }

    [Fact]
    public void Ahead_Classes_KeepsThePromiseToEach()
    {
        var trace = Traces.Waves(5, 1, 120, 1500);
        var rules = Classes(new ReplayClass(0, 1, 0.4), new ReplayClass(2, 4, 20));
        var scaler = new AheadScaler("ahead", [rules], new ScalingOptions { PlacesCost = true, Tolerance = 0.02 }, new ClairvoyantOutlook(trace), new AttainmentFeedback(0.02));
        var result = Replayer.Run(new ReplaySystem { Rules = [rules], Places = 40 }, trace, scaler, 1);
        Assert.InRange(InTime(result, 0), 0.975, 1);
        Assert.InRange(InTime(result, 1), 0.975, 1);

        // All with the promise of the critical ones take more.
        var hurried = Classes(new ReplayClass(0, 1, 0.4), new ReplayClass(2, 4, 0.4));
        var all = Replayer.Run(
            new ReplaySystem { Rules = [hurried], Places = 40 }, trace,
            new AheadScaler("ahead", [hurried], new ScalingOptions { PlacesCost = true, Tolerance = 0.02 }, new ClairvoyantOutlook(trace), new AttainmentFeedback(0.02)), 1);
        Assert.True(result.DeviceHours < 0.95 * all.DeviceHours, $"{result.DeviceHours:0.00} and {all.DeviceHours:0.00} replica-hours.");
    }

    private static ReplayRules Classes(params ReplayClass[] classes) => Rules with { Classes = [.. classes] };

    private static ReplayResult Run(ReplayRules rules, int perMinute) =>
        Replayer.Run(rules with { InitialReplicas = 3, Service = TimeDistribution.Lognormal(0.4, 0.08, 0.075) }, Traces.Flat(perMinute, 10), 3, new FixedScaler(), 2);

    private static double InTime(ReplayResult result, int of) => 1 - ((double)result.ByClass[0][of].Violated / result.ByClass[0][of].Arrived);
}
