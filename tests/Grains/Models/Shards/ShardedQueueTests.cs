using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Models.Shards;

/// <summary>A queue that is split over grains: nothing is granted twice, nothing idles, the important comes first also across shards.</summary>
public sealed class ShardedQueueTests
{
    private const int Slots = 8;

    [VirtualTimeFact]
    public void Submit_AllShards_EverySlotIsGrantedOnce() => World.Run(async world =>
    {
        await ServeAsync(world, shards: 4);

        var waiting = Enumerable.Range(0, Slots + 3).Select(number => SubmitAsync(world, number % 4, $"t{number}")).ToList();
        await world.Delay(0.5);

        Assert.Equal(Slots, waiting.Count(one => one.IsCompleted));
        Assert.Equal((Slots, 3), await RunningAndWaitingAsync(world));
    });

    [VirtualTimeFact]
    public void Submit_OneShardOnly_GetsTheSlotsOfTheOthers() => World.Run(async world =>
    {
        await ServeAsync(world, shards: 4);
        var at = world.Now;

        var decisions = await Task.WhenAll(Enumerable.Range(0, Slots).Select(number => SubmitAsync(world, 3, $"t{number}")));

        Assert.All(decisions, decision => Assert.Equal(TicketVerdict.Granted, decision.Verdict));
        Assert.InRange(world.Now - at, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    });

    [VirtualTimeFact]
    public void Submit_CriticalInOneShard_NextFreeSlotIsItsWhereverBatchWaits() => World.Run(async world =>
    {
        await ServeAsync(world, shards: 2);
        var running = await Task.WhenAll(Enumerable.Range(0, Slots).Select(number => SubmitAsync(world, 1, $"r{number}", ServiceClass.Batch)));
        var batch = Enumerable.Range(0, 5).Select(number => SubmitAsync(world, 1, $"b{number}", ServiceClass.Batch)).ToList();
        await world.Delay(0.1);

        var critical = SubmitAsync(world, 0, "critical", ServiceClass.Critical);
        await world.Delay(0.03);
        await CompleteAsync(world, 1, running[0].Grant!);
        await world.Delay(0.03);

        Assert.True(critical.IsCompleted);
        Assert.All(batch, one => Assert.False(one.IsCompleted));
        await CompleteAsync(world, 1, running[1].Grant!);
        await world.Delay(0.03);
        Assert.Equal(1, batch.Count(one => one.IsCompleted));
    });

    [VirtualTimeFact]
    public void Get_OfTheRoot_IsTheSumOfAllShards() => World.Run(async world =>
    {
        await ServeAsync(world, shards: 4);
        var grants = await Task.WhenAll(Enumerable.Range(0, 4).Select(shard => SubmitAsync(world, shard, $"t{shard}")));
        foreach (var (decision, shard) in grants.Select((decision, shard) => (decision, shard)))
        {
            await CompleteAsync(world, shard, decision.Grant!);
        }

        await world.Delay(1.5);

        var counters = (await world.Model.GetAsync())!.Counters;
        Assert.Equal((4, 4), (counters.Arrived, counters.Completed));
        await world.Delay(10);
        await world.Demand.RunAsync();
    });

    [VirtualTimeFact]
    public void Deactivate_TheRoot_ShardsGoOnAndNothingIsGrantedTwice() => World.Run(async world =>
    {
        await ServeAsync(world, shards: 4);
        var held = await Task.WhenAll(Enumerable.Range(0, 4).Select(shard => SubmitAsync(world, shard, $"held{shard}")));

        world.Deactivate(id => id.Key.ToString() == Samples.Digits.ToString());
        await world.Delay(0.1);
        var later = Enumerable.Range(0, Slots).Select(number => SubmitAsync(world, 1 + (number % 3), $"t{number}")).ToList();
        await world.Delay(5);

        // What the root itself had granted it does not know any more, as a single queue would not: three shards hold one each.
        var granted = later.Where(one => one.IsCompleted).Select(one => one.Result).ToList();
        Assert.All(granted, decision => Assert.True(decision.Verdict == TicketVerdict.Granted, decision.ToString()));
        Assert.InRange(granted.Count, 1, Slots - 3);
        for (var shard = 1; shard < 4; shard++)
        {
            await CompleteAsync(world, shard, held[shard].Grant!);
        }

        await world.Delay(1);
        Assert.Equal(Slots, later.Count(one => one.IsCompleted));
    });

    [VirtualTimeFact]
    public void Configure_FewerShards_WhoWaitsThereIsSentBackAndItsSlotsGoToTheOthers() => World.Run(async world =>
    {
        await ServeAsync(world, shards: 2);
        var running = await Task.WhenAll(Enumerable.Range(0, Slots).Select(number => SubmitAsync(world, 1, $"r{number}")));
        var waiting = SubmitAsync(world, 1, "waits");
        await world.Delay(0.1);

        await world.Fleet.ApplyAsync(Spec(1));
        await world.Delay(2);
        Assert.Equal(TicketVerdict.Stale, (await waiting).Verdict);
        foreach (var decision in running)
        {
            await CompleteAsync(world, 1, decision.Grant!);
        }

        await world.Delay(3);
        var root = await Task.WhenAll(Enumerable.Range(0, Slots).Select(number => SubmitAsync(world, 0, $"t{number}")));
        Assert.All(root, decision => Assert.Equal(TicketVerdict.Granted, decision.Verdict));
    });

    [VirtualTimeFact]
    public void Remove_TheModel_ShardsForgetItToo() => World.Run(async world =>
    {
        await ServeAsync(world, shards: 2);
        _ = await Task.WhenAll(Enumerable.Range(0, Slots).Select(number => SubmitAsync(world, 1, $"r{number}")));
        var waiting = SubmitAsync(world, 1, "waits");
        await world.Delay(0.1);

        await world.Fleet.DeleteAsync(Samples.Digits);

        Assert.Equal("KRW1109", (await waiting).Problem?.Code);
    });

    [VirtualTimeFact]
    public void Submit_CriticalWouldMissItsDeadline_BatchWorkOfAnotherShardIsCancelled() => World.Run(async world =>
    {
        await ServeAsync(world, shards: 2);
        for (var at = 0; at < 24; at++)
        {
            // Both must know how long executions take: 10 ms.
            var known = await SubmitAsync(world, at % 2, $"learn-{at}");
            await CompleteAsync(world, at % 2, known.Grant!);
        }

        world.Backends.Script.InferTakes = TimeSpan.FromSeconds(20);
        var batch = await Task.WhenAll(Enumerable.Range(0, Slots).Select(number => SubmitAsync(world, 1, $"b{number}", ServiceClass.Batch)));
        var executions = batch.Select(one => RunAsync(world, 1, one.Grant!)).ToList();
        await world.Delay(0.1);

        var decision = await Shard(world, 0).SubmitAsync(Samples.Ticket("critical", ServiceClass.Critical, 0.5), CancellationToken.None);

        Assert.True(decision.Verdict == TicketVerdict.Granted, decision.ToString());
        await world.Delay(0.5);
        Assert.Equal(ExecutionOutcome.Preempted, Assert.Single(executions, one => one.IsCompleted).Result);
    });

    [VirtualTimeFact]
    public void Switch_TheRoot_NoShardGivesTheLeavingReplicaAnything() => World.Run(async world =>
    {
        await ServeAsync(world, shards: 4);
        var before = await Task.WhenAll(Enumerable.Range(0, Slots).Select(number => SubmitAsync(world, number % 4, $"a{number}")));

        var left = await world.Model.SwitchAsync(Samples.Replica(0), Samples.Replica(1));
        Assert.Equal(before.Count(one => one.Grant!.Replica == Samples.Replica(0)), left);
        for (var number = 0; number < Slots; number++)
        {
            await CompleteAsync(world, number % 4, before[number].Grant!);
        }

        var after = Enumerable.Range(0, Slots).Select(number => SubmitAsync(world, number % 4, $"b{number}")).ToList();
        await world.Delay(0.5);

        var granted = after.Where(one => one.IsCompleted).Select(one => one.Result.Grant!.Replica).ToList();
        Assert.Equal(Slots / 2, granted.Count);
        Assert.All(granted, replica => Assert.Equal(Samples.Replica(1), replica));
        Assert.Equal(0, await world.Model.SwitchAsync(Samples.Replica(0), Samples.Replica(1)));
    });

    [Fact]
    public void Submit_ShardOfAModelThatIsNotSplit_SentBack() => World.Run(async world =>
    {
        await ServeAsync(world, shards: 1);
        Assert.Equal(TicketVerdict.Stale, (await SubmitAsync(world, 3, "a")).Verdict);
    });

    private static ModelSpec Spec(int shards) => Samples.Spec(replicas: 2) with { Concurrency = Slots / 2, Queue = new QueueSpec { Shards = shards } };

    private static async Task ServeAsync(World world, int shards)
    {
        await world.StartAsync();
        await world.ServeAsync(Spec(shards));
        await world.Delay(1);
    }

    private static IModelGrain Shard(World world, int shard) => world.Silo.Grains.GetGrain<IModelGrain>((Samples.Digits with { Shard = shard }).ToString());

    private static Task<TicketDecision> SubmitAsync(World world, int shard, string id, ServiceClass rank = ServiceClass.Standard) =>
        Shard(world, shard).SubmitAsync(Samples.Ticket(id, rank), CancellationToken.None);

    private static async Task<ExecutionOutcome> RunAsync(World world, int shard, Grant grant)
    {
        var order = new ExecutionOrder { TicketId = grant.TicketId, Attempt = grant.Attempt, Epoch = grant.Epoch, Budget = TimeSpan.FromSeconds(30), Payload = new byte[] { 1 }, Preemptible = true };
        var result = await world.Silo.Grains.GetGrain<IReplicaGrain>(grant.Replica.ToString()).ExecuteAsync(order, CancellationToken.None);
        await Shard(world, shard).CompleteAsync(new ExecutionReport { TicketId = grant.TicketId, Attempt = grant.Attempt, Replica = grant.Replica, Outcome = result.Outcome, ServiceTime = result.ServiceTime });
        return result.Outcome;
    }

    private static Task CompleteAsync(World world, int shard, Grant grant) => Shard(world, shard).CompleteAsync(new ExecutionReport
    {
        TicketId = grant.TicketId,
        Attempt = grant.Attempt,
        Replica = grant.Replica,
        Outcome = ExecutionOutcome.Completed,
        ServiceTime = TimeSpan.FromMilliseconds(10),
    });

    private static async Task<(int Running, int Waiting)> RunningAndWaitingAsync(World world)
    {
        var view = (await world.Model.GetAsync())!;
        return (view.Running, view.Waiting.Sum());
    }
}
