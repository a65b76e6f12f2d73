using Krewe.Grains.Models.Shards;
using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Models.Shards;

/// <summary>The order between shards, in virtual time: messages take none there, so the bound is the mechanism's alone. See docs/hot-models.md.</summary>
public sealed class ShardOrderTests
{
    private const int Slots = 8;
    private const int BatchCallers = 24;

    /// <summary>A request that begins to wait is known to the root within an exchange; slots are asked for, given up and given in up to three after it.</summary>
    private static readonly TimeSpan Bound = ShardTimes.Busy + (3 * ShardTimes.Gap);

    [VirtualTimeTheory]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 3)]
    [InlineData(4, 4)]
    [InlineData(8, 5)]
    [InlineData(8, 6)]
    public void Submit_BurstsOfCriticalAmongBatch_NoBatchBeginsMuchLaterBeforeThem(int shards, int seed) => World.Run(
        async world =>
        {
            await ServeAsync(world, shards);
            var random = new Random(seed);
            var (begun, end) = (new List<(ServiceClass Class, DateTimeOffset Sent, DateTimeOffset Granted)>(), world.Now + TimeSpan.FromSeconds(1.5));
            var callers = Enumerable.Range(0, BatchCallers).Select(BatchAsync).ToList();
            for (var burst = 0; world.Now < end; burst++)
            {
                for (var one = 0; one < 6; one++)
                {
                    callers.Add(ExecuteAsync(random.Next(shards), $"c{burst}-{one}", ServiceClass.Critical));
                }

                await world.Delay(random.Next(10, 60) / 1_000.0);
            }

            await Task.WhenAll(callers);
            Assert.InRange(begun.Count(one => one.Class == ServiceClass.Batch), 500, int.MaxValue);
            Assert.InRange(LongestInversion(begun), TimeSpan.Zero, Bound);

            async Task BatchAsync(int caller)
            {
                for (var number = caller; world.Now < end; number++)
                {
                    await ExecuteAsync(number % shards, $"b{caller}-{number}", ServiceClass.Batch);
                }
            }

            async Task ExecuteAsync(int shard, string id, ServiceClass rank)
            {
                var (queue, sent) = (world.Silo.Grains.GetGrain<IModelGrain>((Samples.Digits with { Shard = shard }).ToString()), world.Now);
                var decision = await queue.SubmitAsync(Samples.Ticket(id, rank), CancellationToken.None);
                Assert.True(decision.Verdict == TicketVerdict.Granted, decision.ToString());
                begun.Add((rank, sent, sent + decision.Grant!.QueueTime));
                await world.Delay(0.005);
                await queue.CompleteAsync(new ExecutionReport
                {
                    TicketId = id, Attempt = 0, Replica = decision.Grant.Replica, Outcome = ExecutionOutcome.Completed, ServiceTime = TimeSpan.FromMilliseconds(5),
                });
            }
        },
        seed);

    private static async Task ServeAsync(World world, int shards)
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(replicas: 2) with { Concurrency = Slots / 2, Queue = new QueueSpec { Shards = shards } });
        await world.Delay(1);
    }

    /// <summary>How long the longest more important request, sent before it, had waited when a less important one was begun.</summary>
    private static TimeSpan LongestInversion(List<(ServiceClass Class, DateTimeOffset Sent, DateTimeOffset Granted)> begun) => (
        from lesser in begun
        from greater in begun
        where greater.Class < lesser.Class && greater.Sent < lesser.Sent && greater.Granted > lesser.Granted
        select lesser.Granted - greater.Sent).DefaultIfEmpty(TimeSpan.Zero).Max();
}
