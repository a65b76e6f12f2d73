using System.Collections.Immutable;
using Krewe.Scheduling.Scaling.Chains;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Demand;
using Krewe.Scheduling.Scaling.Need;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Tests.Scaling.Classes;

/// <summary>The rule for classes beside the queue that it stands for, in balance.</summary>
public class ClassOutlookTests
{
    private const double Seconds = 0.1;

    [Theory]
    [InlineData(1, 0.8, 0.2, 0.25)]
    [InlineData(1, 0.9, 0.3, 0.3)]
    [InlineData(4, 0.9, 0.3, 0.15)]
    [InlineData(4, 0.95, 0.5, 0.16)]
    [InlineData(8, 0.95, 0.6, 0.14)]
    public void Sum_ConstantTimes_IsLateAsTheQueueIs(int servers, double load, double critical, double objective) =>
        Compare(TimeDistribution.Constant(Seconds), servers, load, critical, objective, (_, _) => Seconds);

    [Theory]
    [InlineData(1, 0.8, 0.2, 0.4)]
    [InlineData(4, 0.9, 0.4, 0.3)]
    [InlineData(8, 0.95, 0.3, 0.3)]
    public void Sum_ExponentialTimes_IsLateAsTheQueueIs(int servers, double load, double critical, double objective)
    {
        var times = TimeDistribution.Measured(Enumerable.Range(0, 2048).Select(i => -Seconds * Math.Log(1 - ((i + 0.5) / 2048))));
        Compare(times, servers, load, critical, objective, (random, _) => -Seconds * Math.Log(1 - random.NextDouble()));
    }

    [Fact]
    public void Sum_OneServer_ImportantWaitOnlyBehindOneLessImportant()
    {
        // Hardly any of them, and a server that is busy for 90 of 100: nine of ten wait for what is left of an execution, and no longer.
        var late = LateOf(TimeDistribution.Constant(Seconds), 1, 0.9, 0.02, 0.15, 30);
        Assert.InRange(late[0], 0.3, 0.6);
        Assert.InRange(LateOf(TimeDistribution.Constant(Seconds), 1, 0.9, 0.02, 0.45, 30)[0], 0, 0.03);
    }

    [Fact]
    public void Sum_AQueueOfLessImportant_HarmsNobodyAbove()
    {
        ImmutableArray<ClassLoad> Classes(double inside) => [new(0.3, 0.3, 0, 0.01), new(0.7, 5, inside, 0.01)];
        var (empty, full) = (Late(TimeDistribution.Constant(Seconds), 4, 20, Classes(0), 1), Late(TimeDistribution.Constant(Seconds), 4, 20, Classes(400), 1));
        Assert.True(full[1] > 0.5, $"the queue is late, {full[1]}.");
        Assert.InRange(full[0], empty[0], 0.02);
    }

    [Fact]
    public void Sum_MoreReplicas_AreNeverLater()
    {
        ImmutableArray<ClassLoad> classes = [new(0.2, 0.3, 0, 0.01), new(0.5, 0.8, 3, 0.01), new(0.3, 10, 20, 0.01)];
        var before = new double[] { 9, 9, 9 };
        for (var servers = 2; servers < 12; servers++)
        {
            var late = Late(TimeDistribution.Lognormal(0.5, 0.05, 0.05), servers, 45, classes, 4);
            Assert.All(late.Select((share, at) => (share, at)), one => Assert.True(one.share <= before[one.at] + 1e-3, $"class {one.at} with {servers}: {one.share} after {before[one.at]}"));
            before = late;
        }
    }

    private static void Compare(TimeDistribution times, int servers, double load, double critical, double objective, Func<Random, int, double> takes)
    {
        const double patient = 3;
        var rate = load * servers / Seconds;
        var real = SampledQueue.LateShares([rate * critical, rate * (1 - critical)], [objective, patient], servers, 1, takes, 400_000, 1);
        var late = LateOf(times, servers, load, critical, objective, patient);

        // Rather too careful than not careful enough.
        Assert.All([0, 1], at => Assert.InRange(late[at], (0.65 * real[at]) - 0.004, (1.9 * real[at]) + 0.004));
    }

    private static double[] LateOf(TimeDistribution times, int servers, double load, double critical, double objective, double patient) =>
        Late(times, servers, load * servers / Seconds, [new ClassLoad(critical, objective, 0, 0.01), new ClassLoad(1 - critical, patient, 0, 0.01)], 60);

    // Shares in the last step of so many.
    private static double[] Late(TimeDistribution times, int servers, double rate, ImmutableArray<ClassLoad> classes, int steps)
    {
        var snapshot = new ModelSnapshot
        {
            Model = "m", Service = new ServiceModel { Service = times, ObjectiveSeconds = 1, QueueLimit = 600 }, Serving = servers, Inside = 0, Classes = classes,
            Demand = [new DemandScenario(1, [rate])],
        };
        var chains = ModelOutlook.ServicesOf(snapshot).Select(service => new ChainCache(service, 10)).ToImmutableArray();
        var late = new double[classes.Length];
        ClassOutlook.Sum(chains, classes, Enumerable.Repeat(servers, steps).ToArray(), snapshot.Demand, steps - 1, 1, byRequests: false, late);
        return late;
    }
}
