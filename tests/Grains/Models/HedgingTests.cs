using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Models;

public sealed class HedgingTests
{
    [Fact]
    public void Hedge_ReplicaElsewhereIsFree_SecondExecutionThere() => World.Run(async world =>
    {
        var first = await LearnAsync(world, 100);
        Assert.NotNull(first.HedgeAfter);
        var second = await world.Model.HedgeAsync(first.TicketId, first.Attempt);

        Assert.NotNull(second);
        Assert.Equal((first.TicketId, first.Attempt + 1), (second.TicketId, second.Attempt));
        Assert.NotEqual(first.Replica, second.Replica);
        Assert.Null(second.HedgeAfter);
        Assert.Equal(2, (await world.Model.GetAsync())!.Running);
        Assert.Equal(1, (await world.Model.GetAsync())!.Counters.Hedged);
        await world.CompleteAsync(first, ExecutionOutcome.Cancelled);
        await world.CompleteAsync(second);
        await world.Delay(0.05);
        Assert.Equal(0, (await world.Model.GetAsync())!.Running);
    });

    [Theory]
    [InlineData(0, true, 0)] // the spec does not allow it
    [InlineData(100, false, 0)] // it must not be executed twice
    [InlineData(100, true, 1)] // somebody waits: that comes first
    public void Hedge_NotAllowedOrOthersWait_None(int thousandths, bool idempotent, int others) => World.Run(async world =>
    {
        var first = await LearnAsync(world, thousandths, idempotent);
        for (var at = 0; at < others * 2; at++)
        {
            _ = world.SubmitAsync($"other-{at}");
        }

        await world.Delay(0.05);
        Assert.Null(await world.Model.HedgeAsync(first.TicketId, first.Attempt));
        Assert.Null(await world.Model.HedgeAsync("nobody's", 0));
    });

    /// <summary>Of a hundred executions five, and no more, are begun twice.</summary>
    [Fact]
    public void Hedge_AllAreSlow_WithinTheShare() => World.Run(async world =>
    {
        await world.CompleteAsync(await LearnAsync(world, 50));
        var hedged = 0;
        for (var at = 0; at < 200; at++)
        {
            var grant = await world.GrantedAsync($"slow-{at}");
            if (await world.Model.HedgeAsync(grant.TicketId, grant.Attempt) is { } second)
            {
                hedged++;
                await world.CompleteAsync(second);
            }

            await world.CompleteAsync(grant);
        }

        Assert.InRange(hedged, 5, 12);
    });

    private static async Task<Grant> LearnAsync(World world, int thousandths, bool idempotent = true)
    {
        var spec = Samples.Spec(2) with { HedgeThousandths = thousandths, Idempotent = idempotent };
        await world.Model.ConfigureAsync(new ModelConfiguration { Spec = spec, Generation = 1, Replicas = [Samples.Replica(0), Samples.Replica(1)] });
        foreach (var number in new[] { 0, 1 })
        {
            await world.Model.ReportReplicaAsync(new ReplicaReport { Replica = Samples.Replica(number), Epoch = 1, Incarnation = 1, Ready = true, Slots = 1, Version = "1" });
        }

        for (var at = 0; at < 12; at++)
        {
            await world.CompleteAsync(await world.GrantedAsync($"learn-{at}"));
        }

        return await world.GrantedAsync("first");
    }
}
