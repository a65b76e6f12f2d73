using System.Collections.Immutable;
using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Models;

/// <summary>Requests that would harm others: keys that are made up, and contents that end model servers.</summary>
public sealed class AbuseTests
{
    [Fact]
    public void Submit_MoreKeysThanMayWait_RefusedUntilOneIsServed() => World.Run(async world =>
    {
        await ServeAsync(world, new QueueSpec { MaxKeys = 2, Weights = ImmutableDictionary<string, int>.Empty.Add("known", 2) });
        var running = await world.GrantedAsync("running");
        var first = SubmitAsync(world, "first", "a");
        var second = SubmitAsync(world, "second", "b");
        _ = SubmitAsync(world, "third", "a");
        await world.Delay(0.05);

        Assert.Equal("KRW1117", (await SubmitAsync(world, "refused", "c")).Problem!.Code);
        var other = world.Model.SubmitAsync(Samples.Ticket("other") with { Tenant = "other", FairnessKey = "c" }, CancellationToken.None);
        var known = SubmitAsync(world, "known", "known");
        await world.Delay(0.05);
        Assert.False(other.IsCompleted || known.IsCompleted);

        // One of the two keys is served: there is room for another.
        await world.CompleteAsync(running);
        while (!second.IsCompleted)
        {
            await world.Delay(0.05);
            foreach (var task in new[] { first, other, known }.Where(task => task.IsCompleted))
            {
                await world.CompleteAsync((await task).Grant!);
            }
        }

        var again = SubmitAsync(world, "again", "c");
        await world.Delay(0.05);
        Assert.False(again.IsCompleted && (await again).Verdict == TicketVerdict.Refused);
    });

    [VirtualTimeFact]
    public void Quarantine_Content_Told_KeptAndOver() => World.Run(async world =>
    {
        await ServeAsync(world, new QueueSpec());
        await world.Model.QuarantineAsync("abc");
        await world.Model.QuarantineAsync("abc");
        Assert.Equal(["abc"], (await world.Model.GetAsync())!.Quarantine.Select(content => content.Digest));

        world.Deactivate();
        await world.Delay(1);
        Assert.Equal(["abc"], (await world.Model.GetAsync())!.Quarantine.Select(content => content.Digest));
        await world.Delay(3_600);
        Assert.Empty((await world.Model.GetAsync())!.Quarantine);
    });

    [Fact]
    public void Quarantine_ReplicasAreReplaced_Forgotten() => World.Run(async world =>
    {
        await ServeAsync(world, new QueueSpec());
        await world.Model.QuarantineAsync("abc");
        await world.Model.ConfigureAsync(new ModelConfiguration { Spec = Samples.Spec() with { Class = ServiceClass.Batch }, Generation = 2, Replicas = [Samples.Replica(0)] });
        Assert.Single((await world.Model.GetAsync())!.Quarantine);
        await world.Model.ConfigureAsync(new ModelConfiguration { Spec = Samples.Spec(version: "2"), Generation = 3, Replicas = [Samples.Replica(0)] });
        Assert.Empty((await world.Model.GetAsync())!.Quarantine);
    });

    [Fact]
    public void Quarantine_MoreThanAreKept_TheOldestGoes() => World.Run(async world =>
    {
        await ServeAsync(world, new QueueSpec());
        for (var at = 0; at < 70; at++)
        {
            await world.Model.QuarantineAsync($"content-{at}");
        }

        var kept = (await world.Model.GetAsync())!.Quarantine;
        Assert.Equal((64, "content-69"), (kept.Length, kept[^1].Digest));
    });

    /// <summary>With whom a replica was lost may be what ended it: two of them on one replica would not be told apart.</summary>
    [Fact]
    public void Submit_TwoSuspects_NeverOnOneReplicaTogether() => World.Run(async world =>
    {
        await ServeAsync(world, new QueueSpec(), slots: 4);
        var first = (await SuspectAsync(world, "first")).Grant!;
        var second = SuspectAsync(world, "second");
        await world.Delay(0.05);
        Assert.False(second.IsCompleted);
        Assert.Equal(TicketVerdict.Granted, (await world.SubmitAsync("innocent")).Verdict);
        await world.CompleteAsync(first with { Attempt = 1 });

        Assert.Equal(TicketVerdict.Granted, (await second).Verdict);
    });

    private static Task<TicketDecision> SuspectAsync(World world, string id) =>
        world.Model.SubmitAsync(Samples.Ticket(id) with { Attempt = 1, Losses = 1 }, CancellationToken.None);

    private static Task<TicketDecision> SubmitAsync(World world, string id, string key) =>
        world.Model.SubmitAsync(Samples.Ticket(id) with { FairnessKey = key }, CancellationToken.None);

    private static async Task ServeAsync(World world, QueueSpec queue, int slots = 1)
    {
        await world.Model.ConfigureAsync(new ModelConfiguration { Spec = Samples.Spec() with { Queue = queue }, Generation = 1, Replicas = [Samples.Replica(0)] });
        await world.Model.ReportReplicaAsync(new ReplicaReport { Replica = Samples.Replica(0), Epoch = 1, Incarnation = 1, Ready = true, Slots = slots, Version = "1" });
    }
}
