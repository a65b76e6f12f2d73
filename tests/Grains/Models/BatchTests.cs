using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Models;

/// <summary>Requests that are executed together: the test is the fronts, and asks the replica as they do.</summary>
public sealed class BatchTests
{
    private static readonly BatchingSpec Eight = new() { MaxSize = 8 };

    [Fact]
    public void Submit_OthersOfTheSameShapeWait_OneBatchInOneSlot() => World.Run(async world =>
    {
        await ServeAsync(world, Eight);
        var running = await world.GrantedAsync("running");
        var waiting = Enumerable.Range(0, 5).Select(at => SubmitAsync(world, $"w{at}")).ToList();
        var other = SubmitAsync(world, "other", shape: "other");
        await world.Delay(0.1);
        await world.CompleteAsync(running);
        var grants = (await Task.WhenAll(waiting)).Select(decision => decision.Grant!).ToList();

        Assert.Single(grants.Select(grant => grant.Batch).Distinct());
        Assert.All(grants, grant => Assert.Equal((5, true), (grant.BatchSize, grant.Batch is not null)));
        Assert.False(other.IsCompleted);
        var replies = await Task.WhenAll(grants.Select(grant => ExecuteAsync(world, grant)));
        Assert.All(replies, reply => Assert.Equal(ExecutionOutcome.Completed, reply.Outcome));
        Assert.Equal("batch default/digits@local/0 1 5", Assert.Single(world.Backends.Calls, call => call.StartsWith("batch", StringComparison.Ordinal)), ignoreCase: true);
        Assert.Equal((1, 5), ((await world.Model.GetAsync())!.Counters.Batches, (await world.Model.GetAsync())!.Counters.Batched));

        // The slot is free when the last of them is reported.
        foreach (var grant in grants.Skip(1))
        {
            await world.CompleteAsync(grant);
        }

        await world.Delay(0.05);
        Assert.False(other.IsCompleted);
        await world.CompleteAsync(grants[0]);
        Assert.Null((await other).Grant!.Batch);
    });

    [Theory]
    [InlineData(4, 1, new[] { 4, 2 })] // at most four at once
    [InlineData(8, 3, new[] { 2, 2, 2 })] // three rows each: two fit
    public void Submit_MoreThanABatchHolds_AsManyAsFit(int most, int rows, int[] sizes) => World.Run(async world =>
    {
        await ServeAsync(world, new BatchingSpec { MaxSize = most, MaxDelay = TimeSpan.Zero });
        var running = await world.GrantedAsync("running");
        var waiting = Enumerable.Range(0, 6).Select(at => SubmitAsync(world, $"w{at}", rows: rows)).ToList();
        await world.Delay(0.1);
        await world.CompleteAsync(running);
        var found = new List<int>();
        while (waiting.Count > 0)
        {
            await world.Delay(0.05);
            var done = waiting.Where(one => one.IsCompleted).ToList();
            found.Add(done.Count);
            waiting.RemoveAll(done.Contains);
            foreach (var decision in done)
            {
                await world.CompleteAsync((await decision).Grant!);
            }
        }

        Assert.Equal(sizes, found);
    });

    [Fact]
    public void Execute_OneFrontNeverSends_TheOthersDoNotWaitForLong() => World.Run(async world =>
    {
        await ServeAsync(world, Eight);
        var running = await world.GrantedAsync("running");
        var waiting = Enumerable.Range(0, 3).Select(at => SubmitAsync(world, $"w{at}")).ToList();
        await world.Delay(0.1);
        await world.CompleteAsync(running);
        var grants = (await Task.WhenAll(waiting)).Select(decision => decision.Grant!).ToList();
        var at = world.Now;
        var replies = await Task.WhenAll(grants.Take(2).Select(grant => ExecuteAsync(world, grant)));

        Assert.All(replies, reply => Assert.Equal(ExecutionOutcome.Completed, reply.Outcome));
        Assert.InRange(world.Now - at, TimeSpan.Zero, Patience.Of(0.2));
        Assert.Equal(ExecutionOutcome.Completed, (await ExecuteAsync(world, grants[2])).Outcome); // late: by itself
    });

    [Fact]
    public void Execute_OneCallerGoesAway_TheOthersGetTheirAnswers() => World.Run(async world =>
    {
        await ServeAsync(world, Eight);
        world.Backends.Script.InferTakes = TimeSpan.FromSeconds(1);
        var running = await world.GrantedAsync("running");
        var waiting = Enumerable.Range(0, 3).Select(at => SubmitAsync(world, $"w{at}")).ToList();
        await world.Delay(0.1);
        await world.CompleteAsync(running);
        var grants = (await Task.WhenAll(waiting)).Select(decision => decision.Grant!).ToList();
        using var leaves = new CancellationTokenSource();
        var gone = ExecuteAsync(world, grants[0], leaves.Token);
        var others = grants.Skip(1).Select(grant => ExecuteAsync(world, grant)).ToList();
        await world.Delay(0.3);
        leaves.Cancel();

        Assert.All(await Task.WhenAll(others), reply => Assert.Equal(ExecutionOutcome.Completed, reply.Outcome));
        try
        {
            Assert.Equal(ExecutionOutcome.Cancelled, (await gone).Outcome);
        }
        catch (OperationCanceledException)
        {
            // The call ended before its answer came.
        }
    });

    [VirtualTimeFact]
    public void Submit_IdleAndNobodyExpected_NoDelay() => World.Run(async world =>
    {
        await ServeAsync(world, new BatchingSpec { MaxSize = 8, MaxDelay = TimeSpan.FromSeconds(1) });
        for (var at = 0; at < 12; at++)
        {
            var decision = await SubmitAsync(world, $"a{at}");
            Assert.InRange(decision.Grant!.QueueTime, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
            await world.CompleteAsync(decision.Grant);
            await world.Delay(2);
        }
    });

    private static Task<TicketDecision> SubmitAsync(World world, string id, string shape = "x", int rows = 1) =>
        world.Model.SubmitAsync(Samples.Ticket(id) with { Shape = shape, Rows = rows }, CancellationToken.None);

    private static Task<ExecutionResult> ExecuteAsync(World world, Grant grant, CancellationToken cancellationToken = default) =>
        world.Silo.Grains.GetGrain<IReplicaGrain>(grant.Replica.ToString()).ExecuteAsync(
            new ExecutionOrder
            {
                TicketId = grant.TicketId, Epoch = grant.Epoch, Budget = TimeSpan.FromSeconds(30), Payload = new byte[] { 1 }, Batch = grant.Batch, BatchSize = grant.BatchSize,
            },
            cancellationToken);

    private static async Task ServeAsync(World world, BatchingSpec batching)
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec() with { Concurrency = 1, Batching = batching });
    }
}
