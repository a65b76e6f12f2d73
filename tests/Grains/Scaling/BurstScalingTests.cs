using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Scaling;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Scaling;

/// <summary>How requests gather is measured by the queue that they come to, and told with its load.</summary>
public sealed class BurstScalingTests
{
    private const int Minutes = 12;

    [Theory]
    [InlineData(1, false)]
    [InlineData(5, true)]
    public void GetLoad_RequestsOfMinutes_SaysWhetherTheyGather(int times, bool gather) => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(2, cpu: 100) with { Scaling = new ScalingSpec { Min = 2, Max = 2 } });
        var random = new Random(4);
        for (var second = 0; second < Minutes * 60; second++)
        {
            // Two of twenty seconds have so many times as many.
            var mean = second % 20 < 2 ? 4.0 * times : 4.0;
            for (var left = Math.Exp(-mean); (left /= random.NextDouble()) < 1;)
            {
                var grant = (await world.SubmitAsync($"{second}-{left}", ServiceClass.Standard)).Grant!;
                await world.Model.CompleteAsync(new ExecutionReport { TicketId = grant.TicketId, Attempt = grant.Attempt, Replica = grant.Replica, Outcome = ExecutionOutcome.Completed });
            }

            await world.Delay(1);
        }

        var bursts = (await world.Model.GetLoadAsync())!.Bursts;
        Assert.Equal(gather, bursts is not null);
        if (bursts is { Size: var size })
        {
            Assert.InRange(size, 1.5, 6);
        }
    });
}
