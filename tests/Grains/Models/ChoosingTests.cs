using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Naming;

namespace Krewe.Grains.Tests.Models;

/// <summary>Replicas that differ: by zone, by class of device, and by what requests of a key left behind. The test is pool, replicas and front.</summary>
public sealed class ChoosingTests
{
    private const double Fast = 10;
    private const double Slow = 100;

    [Fact]
    public void Submit_ReplicasInTwoZones_OwnZoneFirst_TheOtherWhenThatIsFull() => World.Run(async world =>
    {
        await ReadyAsync(world, ("a", "cpu"), ("b", "cpu"));
        await LearnAsync(world, _ => Fast);
        List<int> served = [];
        foreach (var (id, zone) in new[] { ("1", "b"), ("2", "b"), ("3", "b"), ("4", "a") })
        {
            served.Add((await world.Model.SubmitAsync(Samples.Ticket(id) with { Zone = zone }, default)).Grant!.Replica.Number);
        }

        // Two slots each: the third of zone b finds its own full, and then there is only one left in a.
        Assert.Equal([1, 1, 0, 0], served);
    }, limit: TimeSpan.FromMinutes(1));

    [VirtualTimeFact]
    public void Submit_OnlyTheFastDeviceIsInTime_WaitedForThoughASlowOneIsFree() => World.Run(async world =>
    {
        await ReadyAsync(world, ("a", "h100"), ("a", "cpu"));
        await LearnAsync(world, Time);
        var busy = new[] { await world.GrantedAsync("1"), await world.GrantedAsync("2") };
        Assert.All(busy, grant => Assert.Equal(0, grant.Replica.Number));

        // Too late on the slow one; a request with time enough goes there and is not held up.
        var urgent = world.SubmitAsync("urgent", budgetSeconds: 0.06);
        await world.Delay(0.001);
        Assert.False(urgent.IsCompleted);
        await world.Delay(0.009);
        await CompleteAsync(world, busy[0], Fast);
        Assert.Equal(0, (await urgent).Grant!.Replica.Number);
    });

    [VirtualTimeFact]
    public void Submit_TheFastDeviceDoesNotGetFree_TheSlowOneServes() => World.Run(async world =>
    {
        await ReadyAsync(world, ("a", "h100"), ("a", "cpu"));
        await LearnAsync(world, Time);
        _ = new[] { await world.GrantedAsync("1"), await world.GrantedAsync("2") };
        var began = world.Now;
        var patient = await world.SubmitAsync("patient");
        Assert.Equal(1, patient.Grant!.Replica.Number);

        // 10 ms were predicted, and half of the 90 ms that waiting would have saved are given to a prediction that is off.
        Assert.InRange((world.Now - began).TotalMilliseconds, 10, 60);
    });

    [VirtualTimeFact]
    public void Complete_ASlowClassOfDevice_IsNotEjected_AndEachIsPredictedByItsOwn() => World.Run(async world =>
    {
        await ReadyAsync(world, ("a", "h100"), ("a", "cpu"));
        await LearnAsync(world, Time);
        HashSet<int> served = [];
        for (var at = 0; at < 4; at++)
        {
            served.Add((await world.GrantedAsync($"all-{at}")).Replica.Number);
        }

        Assert.Equal([0, 1], served.Order());
    });

    [VirtualTimeTheory]
    [InlineData(0.05, false)] // a slot of the fast one in 10 ms, and 10 ms there
    [InlineData(0.015, true)]
    public void Submit_ShortDeadline_PredictedByTheDeviceThatKeepsIt(double budget, bool refused) => World.Run(async world =>
    {
        await ReadyAsync(world, ("a", "h100"), ("a", "cpu"));
        await LearnAsync(world, Time);
        var busy = new[] { await world.GrantedAsync("1"), await world.GrantedAsync("2") };
        var next = world.SubmitAsync("next", budgetSeconds: budget);
        await world.Delay(0.001);
        Assert.Equal(refused, next.IsCompleted);
        await CompleteAsync(world, busy[0], Fast);
        Assert.Equal(refused ? TicketVerdict.Refused : TicketVerdict.Granted, (await next).Verdict);
    });

    [VirtualTimeTheory]
    [InlineData(0.2, true)] // what is warm takes a fifth: waited for
    [InlineData(1.0, false)] // it makes no difference: whoever is free
    public void Submit_HomeOfTheKeyIsBusy_WaitedForWhenItPays(double warm, bool waits) => World.Run(async world =>
    {
        await ReadyAsync(world, ("a", "cpu"), ("a", "cpu"));
        var homes = new Dictionary<string, int>();
        for (var at = 0; at < 60; at++)
        {
            var key = $"session-{at / 3}";
            var grant = (await SubmitAsync(world, $"learn-{at}", key)).Grant!;
            await world.Delay(0.1);
            await CompleteAsync(world, grant, homes.GetValueOrDefault(key, -1) == grant.Replica.Number ? 100 * warm : 100);
            homes[key] = grant.Replica.Number;
        }

        // Both slots of its home are taken, and none of the other.
        var home = homes["session-19"];
        var busy = new List<Grant>();
        for (var at = 0; at < 4; at++)
        {
            busy.Add(await world.GrantedAsync($"busy-{at}"));
        }

        foreach (var grant in busy.Where(grant => grant.Replica.Number != home))
        {
            await world.CompleteAsync(grant, ExecutionOutcome.Refused);
        }

        busy.RemoveAll(grant => grant.Replica.Number != home);
        Assert.Equal(2, busy.Count);
        var next = SubmitAsync(world, "next", "session-19");
        await world.Delay(0.001);
        Assert.Equal(waits, !next.IsCompleted);
        await world.Delay(0.019);
        await CompleteAsync(world, busy[0], 20);
        Assert.Equal(waits ? home : 1 - home, (await next).Grant!.Replica.Number);
    });

    private static double Time(ReplicaId replica) => replica.Number == 0 ? Fast : Slow;

    private static Task<TicketDecision> SubmitAsync(World world, string id, string key) =>
        world.Model.SubmitAsync(Samples.Ticket(id) with { Affinity = key }, CancellationToken.None);

    private static async Task ReadyAsync(World world, params (string Zone, string DeviceClass)[] replicas)
    {
        await world.Model.ConfigureAsync(new ModelConfiguration
        {
            Spec = Samples.Spec(replicas.Length), Generation = 1, Replicas = [.. replicas.Select((_, number) => Samples.Replica(number))],
        });
        for (var number = 0; number < replicas.Length; number++)
        {
            await world.Model.ReportReplicaAsync(new ReplicaReport
            {
                Replica = Samples.Replica(number),
                Epoch = 1,
                Incarnation = 1,
                Ready = true,
                Slots = 2,
                Version = "1",
                Zone = replicas[number].Zone,
                DeviceClass = replicas[number].DeviceClass,
            });
        }
    }

    /// <summary>All slots are used again and again, so that it is known what an execution takes on each.</summary>
    private static async Task LearnAsync(World world, Func<ReplicaId, double> milliseconds)
    {
        for (var round = 0; round < 30; round++)
        {
            var decisions = Enumerable.Range(0, 4).Select(at => world.SubmitAsync($"learn-{round}-{at}")).ToList();
            for (var tries = 0; tries < 100 && decisions.Exists(decision => !decision.IsCompleted); tries++)
            {
                await world.Delay(0.01);
            }

            foreach (var grant in decisions.Select(decision => decision.Result.Grant!).OrderBy(grant => milliseconds(grant.Replica)))
            {
                await CompleteAsync(world, grant, milliseconds(grant.Replica));
            }

            await world.Delay(0.01);
        }
    }

    private static Task CompleteAsync(World world, Grant grant, double milliseconds) => world.Model.CompleteAsync(new ExecutionReport
    {
        TicketId = grant.TicketId,
        Attempt = grant.Attempt,
        Replica = grant.Replica,
        Outcome = ExecutionOutcome.Completed,
        ServiceTime = TimeSpan.FromMilliseconds(milliseconds),
    });
}
