using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Models;

/// <summary>A batch execution gives way to a critical request that would miss its deadline; the test is the front.</summary>
public sealed class PreemptionTests
{
    [VirtualTimeFact]
    public void Submit_CriticalWouldMissItsDeadline_TheBatchExecutionIsCancelledAndItsSlotTaken() => World.Run(async world =>
    {
        await LearnAsync(world, Samples.Spec() with { Concurrency = 1 });
        world.Backends.Script.InferTakes = TimeSpan.FromSeconds(20);
        var batch = (await world.SubmitAsync("batch", ServiceClass.Batch)).Grant!;
        var execution = RunAsync(world, batch, preemptible: true);
        await world.Delay(0.1);
        var at = world.Now;
        var decision = await world.SubmitAsync("critical", ServiceClass.Critical, 0.5);

        Assert.Equal(TicketVerdict.Granted, decision.Verdict);
        Assert.InRange(world.Now - at, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.49));
        Assert.Equal(ExecutionOutcome.Preempted, await execution);
    });

    [VirtualTimeTheory]
    [InlineData(ServiceClass.Batch, false, true)] // the front did not say that it may be
    [InlineData(ServiceClass.Standard, true, true)] // not the lowest class
    [InlineData(ServiceClass.Batch, true, false)] // it must not be executed twice
    public void Submit_ExecutionThatMayNotBePreempted_GoesOn(ServiceClass running, bool preemptible, bool idempotent) => World.Run(async world =>
    {
        await LearnAsync(world, Samples.Spec() with { Concurrency = 1, Idempotent = idempotent });
        world.Backends.Script.InferTakes = TimeSpan.FromSeconds(2);
        var execution = RunAsync(world, (await world.SubmitAsync("running", running)).Grant!, preemptible);
        await world.Delay(0.1);

        Assert.Equal(TicketVerdict.Expired, (await world.SubmitAsync("critical", ServiceClass.Critical, 0.5)).Verdict);
        Assert.Equal(ExecutionOutcome.Completed, await execution);
    });

    /// <summary>Enough executions that a service time is known: 10 ms.</summary>
    private static async Task LearnAsync(World world, ModelSpec spec)
    {
        await world.StartAsync();
        await world.ServeAsync(spec);
        for (var at = 0; at < 12; at++)
        {
            await world.CompleteAsync(await world.GrantedAsync($"learn-{at}"));
        }
    }

    private static async Task<ExecutionOutcome> RunAsync(World world, Grant grant, bool preemptible)
    {
        var result = await world.Silo.Grains.GetGrain<IReplicaGrain>(grant.Replica.ToString()).ExecuteAsync(
            new ExecutionOrder
            {
                TicketId = grant.TicketId,
                Attempt = grant.Attempt,
                Epoch = grant.Epoch,
                Budget = TimeSpan.FromSeconds(30),
                Payload = new byte[] { 1 },
                Preemptible = preemptible,
            },
            CancellationToken.None);
        await world.CompleteAsync(grant, result.Outcome);
        return result.Outcome;
    }
}
