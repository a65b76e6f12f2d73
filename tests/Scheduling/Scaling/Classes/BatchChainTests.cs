using Krewe.Scheduling.Scaling.Chains;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Tests.Scaling.Classes;

/// <summary>The chain of a model that executes requests together, beside a queue that does.</summary>
public class BatchChainTests
{
    private const double First = 0.05;
    private const double Each = 0.01;

    [Theory]
    [InlineData(1, 8, 0.6, 0.25)]
    [InlineData(1, 8, 0.85, 0.3)]
    [InlineData(2, 8, 0.9, 0.3)]
    [InlineData(4, 4, 0.9, 0.18)]
    [InlineData(2, 16, 1.2, 0.8)]
    public void Step_Batches_IsLateAsTheQueueIs(int slots, int size, double load, double objective)
    {
        var full = TimeOf(size);
        var rate = load * slots * size / full;
        var chain = new QueueChain(Model(slots, size, objective), 1, rate, 10);
        var cells = new double[QueueChain.Cells];
        chain.Place(0, 1, cells);
        var late = 0.0;
        for (var step = 0; step < 40; step++)
        {
            late = chain.Step(cells);
        }

        var real = load > 1 ? 1 : SampledQueue.LateShares([rate], [objective], slots, size, (_, batch) => TimeOf(batch), 300_000, 3)[0];
        Assert.InRange(late, (0.6 * real) - 0.01, (2 * real) + 0.01);
    }

    [Fact]
    public void Step_FewRequests_TakeTheTimeOfOne()
    {
        // A full batch would be late, a request by itself is not.
        var chain = new QueueChain(Model(4, 16, 0.1), 1, 2, 10);
        var cells = new double[QueueChain.Cells];
        chain.Place(0, 1, cells);
        Assert.InRange(chain.Step(cells), 0, 0.02);
    }

    [Theory]
    [InlineData(0.2, 0.0)]
    [InlineData(0.2, 0.05)]
    [InlineData(0.004, 0.3)]
    public void BatchDistribution_AnySpread_HasItsMeanAndSpread(double seconds, double spread)
    {
        var times = BatchDistribution.Of(seconds, spread);
        Assert.Equal(seconds, times.Mean, 0.02 * seconds);
        var off = Enumerable.Range(0, 1000).Average(i => Math.Abs((times.Quantile((i + 0.5) / 1000) / seconds) - 1));
        Assert.Equal(spread, off, 0.01 + (0.1 * spread));
    }

    [Theory]
    [InlineData(6, 4, 0.5)]
    [InlineData(8, 4, 0)]
    [InlineData(8, 0, 0.5)]
    [InlineData(8, 4, 1.5)]
    public void Validate_BatchesThatDoNotFit_AreAnError(int parallelism, int size, double single) =>
        Assert.Throws<ArgumentException>((Model(1, 4, 1) with { Parallelism = parallelism, BatchSize = Math.Max(0, size), SingleShare = single }).Validate);

    private static double TimeOf(int batch) => First + (Each * batch);

    private static ServiceModel Model(int slots, int size, double objective) => new()
    {
        Service = TimeDistribution.Constant(TimeOf(size)), ObjectiveSeconds = objective, Parallelism = slots * size, BatchSize = size,
        SingleShare = TimeOf(1) / TimeOf(size), QueueLimit = 1000,
    };
}
