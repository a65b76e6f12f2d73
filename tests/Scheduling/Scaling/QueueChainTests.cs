using Krewe.Scheduling.Scaling.Chains;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Tests.Scaling;

public class QueueChainTests
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(4, 0.8)]
    [InlineData(8, 0.95)]
    [InlineData(3, 1.3)]
    [InlineData(64, 0.9)]
    public void Step_AnyDistribution_KeepsItsSum(int replicas, double load)
    {
        var model = Constant(0.1, 0.5, 50);
        var chain = new QueueChain(model, replicas, load * replicas * model.RatePerReplica, 10);
        var cells = new double[QueueChain.Cells];
        chain.Place(5, 1, cells);
        for (var step = 0; step < 5; step++)
        {
            Assert.InRange(chain.Step(cells), 0, 1);
            Assert.Equal(1, cells.Sum(), 1e-6);
        }
    }

    [Theory]
    [InlineData(0.7, 0.3)]
    [InlineData(0.9, 0.5)]
    [InlineData(0.9, 1.0)]
    public void Step_OneServerInBalance_IsLateAsCrommelinSays(double load, double objective)
    {
        // Who arrives waits for all who are inside: late when more of them are there than fit into the objective.
        var (model, rate) = (Constant(0.1, objective, 400), load / 0.1);
        var chain = new QueueChain(model, 1, rate, 60);
        var cells = new double[QueueChain.Cells];
        chain.Place(0, 1, cells);
        var late = 0.0;
        for (var step = 0; step < 30; step++)
        {
            late = chain.Step(cells);
        }

        Assert.Equal(WaitAbove(load, (objective - 0.1) / 0.1), late, 0.25 * WaitAbove(load, (objective - 0.1) / 0.1));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(1.1)]
    public void Step_OneReplicaMore_IsNeverLater(double load)
    {
        var model = Constant(0.15, 0.72, 50);
        var before = 3.0;
        for (var replicas = 2; replicas < 8; replicas++)
        {
            var chain = new QueueChain(model, replicas, load * 4 * model.RatePerReplica, 10);
            var cells = new double[QueueChain.Cells];
            chain.Place(0, 1, cells);
            var late = chain.Step(cells) + chain.Step(cells) + chain.Step(cells);
            Assert.True(late <= before + 1e-6, $"{replicas} replicas are later than one fewer.");
            before = late;
        }
    }

    // M/D/1: the share that waits longer than t service times (Erlang 1909), summed where the terms do not cancel.
    private static double WaitAbove(double load, double services)
    {
        var whole = (int)services;
        var sum = 0.0;
        for (var k = 0; k <= whole; k++)
        {
            var term = load * (k - services);
            sum += Math.Pow(term, k) / Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * i) * Math.Exp(-term);
        }

        return 1 - ((1 - load) * sum);
    }

    private static ServiceModel Constant(double seconds, double objective, int queue) => new()
    {
        Service = TimeDistribution.Constant(seconds), ObjectiveSeconds = objective, QueueLimit = queue,
    };
}
