using Krewe.Scheduling.Scaling.Chains;
using Krewe.Scheduling.Scaling.Demand;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Tests.Scaling.Bursts;

/// <summary>The chain of a model whose requests gather, beside a queue that they pass one by one.</summary>
public class BurstChainTests
{
    private const double Service = 0.15;

    [Theory]
    [InlineData(1, 0.5, 0.04, 3, 1)]
    [InlineData(2, 0.6, 0.03, 2, 1)]
    [InlineData(4, 0.7, 0.015, 1.5, 1)]
    [InlineData(8, 0.75, 0.01, 1.2, 1)]
    [InlineData(4, 0.5, 0.02, 1, 3)]
    public void Step_Bursts_IsLateAsTheQueueIs(int replicas, double load, double share, double seconds, double size)
    {
        var rate = load * replicas / Service;
        var real = Play(replicas, rate, share, seconds, size);
        Assert.InRange(Late(replicas, rate, ArrivalBursts.MeasuredAt(share, seconds, size, rate)), 0.6 * real, 1.5 * real);

        // As Poisson they would not be seen.
        Assert.InRange(Late(replicas, rate, ArrivalBursts.None), 0, 0.5 * real);
    }

    [Fact]
    public void Step_TimeoutAtTheObjective_ReplicasAreNotTakenByWhoIsLate()
    {
        // Beyond capacity: behind a long queue all are late, where hopeless ones leave only those that are too many.
        var model = Model(ArrivalBursts.None);
        var rate = 1.25 * 4 * model.RatePerReplica;
        Assert.InRange(Late(4, rate, model), 0.95, 1);
        Assert.InRange(Late(4, rate, model with { TimeoutSeconds = model.ObjectiveSeconds }), 0.17, 0.3);
    }

    [Theory]
    [InlineData(-0.1, 1, 1)]
    [InlineData(0.1, 0, 1)]
    [InlineData(0.1, 1, 0)]
    [InlineData(0.1, double.NaN, 1)]
    public void Validate_BurstsOutsideTheirRange_AreAnError(double share, double seconds, double size) =>
        Assert.Throws<ArgumentException>(Model(new ArrivalBursts(share, seconds, size)).Validate);

    private static double Late(int replicas, double rate, ArrivalBursts bursts) => Late(replicas, rate, Model(bursts));

    private static double Late(int replicas, double rate, ServiceModel model)
    {
        model.Validate();
        var chain = new QueueChain(model, replicas, rate, 10);
        var cells = new double[QueueChain.Cells];
        chain.Place(0, 1, cells);
        var late = 0.0;
        for (var step = 0; step < 40; step++)
        {
            late = chain.Step(cells);
            Assert.Equal(1, cells.Sum(), 1e-6);
        }

        return late;
    }

    private static ServiceModel Model(ArrivalBursts bursts) => new()
    {
        Service = TimeDistribution.Constant(Service), ObjectiveSeconds = 0.72, QueueLimit = 1_000, Bursts = bursts,
    };

    // First come, first served.
    private static double Play(int replicas, double rate, double share, double seconds, double size)
    {
        var free = new PriorityQueue<int, double>(Enumerable.Range(0, replicas).Select(replica => (replica, 0.0)));
        var (late, all) = (0, 0);
        foreach (var arrival in GatheredArrivals.Draw(rate, share, seconds, size, 100_000, 5))
        {
            free.TryDequeue(out var replica, out var since);
            var done = Math.Max(arrival, since) + Service;
            free.Enqueue(replica, done);
            (late, all) = (late + (done - arrival > 0.72 ? 1 : 0), all + 1);
        }

        return (double)late / all;
    }
}
