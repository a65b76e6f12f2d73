using Krewe.Grains.Tests.Support;
using Krewe.Models;

namespace Krewe.Grains.Tests.Models;

/// <summary>Two replicas, of which one fails or is slow; the test is the pool, the replicas and the front.</summary>
public sealed class EjectionTests
{
    [VirtualTimeFact]
    public void Complete_OneReplicaFailsAgainAndAgain_TheOtherServes_UntilAProbeGoesWell() => World.Run(async world =>
    {
        await ReadyAsync(world);
        Assert.Contains(Samples.Replica(0), await ServeAsync(world, 40, replica => replica == Samples.Replica(0) ? ExecutionOutcome.Failed : ExecutionOutcome.Completed));
        Assert.DoesNotContain(Samples.Replica(0), await ServeAsync(world, 20, _ => ExecutionOutcome.Completed));

        await world.Delay(6);
        Assert.Contains(Samples.Replica(0), await ServeAsync(world, 20, _ => ExecutionOutcome.Completed));
    });

    [VirtualTimeFact]
    public void Complete_OneReplicaIsSlow_TheOtherServes() => World.Run(async world =>
    {
        await ReadyAsync(world);
        await ServeAsync(world, 120, _ => ExecutionOutcome.Completed, replica => replica == Samples.Replica(0) ? 500 : 10);
        Assert.DoesNotContain(Samples.Replica(0), await ServeAsync(world, 20, _ => ExecutionOutcome.Completed));
    });

    [Fact]
    public void Submit_SameAffinity_SameReplicaWhileItIsFree() => World.Run(async world =>
    {
        await ReadyAsync(world);
        var replicas = new HashSet<object>();
        for (var at = 0; at < 10; at++)
        {
            var decision = await world.Model.SubmitAsync(Samples.Ticket($"same-{at}") with { Affinity = "session-7" }, default);
            replicas.Add(decision.Grant!.Replica);
            await world.CompleteAsync(decision.Grant);
        }

        Assert.Single(replicas);
    });

    private static async Task ReadyAsync(World world)
    {
        await world.Model.ConfigureAsync(new ModelConfiguration { Spec = Samples.Spec(), Generation = 1, Replicas = [Samples.Replica(0), Samples.Replica(1)] });
        foreach (var number in new[] { 0, 1 })
        {
            await world.Model.ReportReplicaAsync(new ReplicaReport { Replica = Samples.Replica(number), Epoch = 1, Incarnation = 1, Ready = true, Slots = 2, Version = "1" });
        }
    }

    /// <summary>Three at a time, so that both replicas are needed; gives those that served.</summary>
    private static async Task<List<Naming.ReplicaId>> ServeAsync(
        World world, int count, Func<Naming.ReplicaId, ExecutionOutcome> outcome, Func<Naming.ReplicaId, double>? milliseconds = null)
    {
        var served = new List<Naming.ReplicaId>();
        for (var at = 0; at < count; at++)
        {
            var waiting = Enumerable.Range(0, 3).Select(one => world.SubmitAsync($"r{world.Now.Ticks}-{served.Count}-{one}")).ToList();
            await world.Delay(0.001);
            foreach (var decision in waiting)
            {
                var grant = (await decision).Grant!;
                served.Add(grant.Replica);
                await world.Model.CompleteAsync(new ExecutionReport
                {
                    TicketId = grant.TicketId,
                    Attempt = grant.Attempt,
                    Replica = grant.Replica,
                    Outcome = outcome(grant.Replica),
                    ServiceTime = TimeSpan.FromMilliseconds(milliseconds?.Invoke(grant.Replica) ?? 10),
                });
            }
        }

        return served;
    }
}
