using System.Collections.Immutable;
using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Models.Slots;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Models;

/// <summary>Slots that a front keeps: when a queue lends them, and how it gets them back. The test is the front.</summary>
public sealed class KeptSlotsTests
{
    private const string Front = "h1";

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(8, 7)]
    [InlineData(16, 14)]
    public void Submit_NobodyWaits_AllButAnEighthIsLent(int slots, int kept) => World.Run(async world =>
    {
        await ServeAsync(world, slots);

        var grants = await GrantAsync(world, slots);

        Assert.Equal(kept, grants.Count(grant => grant.KeepFor > TimeSpan.Zero));
    });

    public static TheoryData<string, Ticket> NotLent => new()
    {
        { "batch", Samples.Ticket("a", ServiceClass.Batch) with { Front = Front } },
        { "affinity", Samples.Ticket("a") with { Front = Front, Affinity = "user" } },
        { "retry", Samples.Ticket("a") with { Front = Front, Attempt = 1 } },
        { "longer than the spec's deadline", Samples.Ticket("a", budgetSeconds: 31) with { Front = Front } },
        { "a front that keeps nothing", Samples.Ticket("a") },
    };

    [Theory]
    [MemberData(nameof(NotLent))]
    public void Submit_WhatMustAsk_GrantedForItselfOnly(string why, Ticket ticket) => World.Run(async world =>
    {
        await ServeAsync(world, 4);

        var decision = await world.Model.SubmitAsync(ticket, CancellationToken.None);

        Assert.True(decision.Verdict == TicketVerdict.Granted, why);
        Assert.Equal(TimeSpan.Zero, decision.Grant!.KeepFor);
    });

    [VirtualTimeFact]
    public void Submit_AllSlotsTaken_KeptOnesAreCalledBackAndServeWhoWaits() => World.Run(async world =>
    {
        await ServeAsync(world, 2);
        var grants = await GrantAsync(world, 2);
        var kept = Name(grants.Single(grant => grant.KeepFor > TimeSpan.Zero));
        Assert.Equal(kept.Id, Assert.Single((await world.Model.UseSlotsAsync(Use(held: [kept]))).Kept));

        var waiting = world.SubmitAsync("waits");
        await world.Delay(0.01);
        Assert.False(waiting.IsCompleted);
        Assert.Empty((await world.Model.UseSlotsAsync(Use(held: [kept]))).Kept);
        await world.Model.UseSlotsAsync(Use(returned: [kept]));

        Assert.Equal(TicketVerdict.Granted, (await waiting).Verdict);
    });

    [VirtualTimeFact]
    public void Submit_SoonAfterSomebodyWaited_NothingIsLent() => World.Run(async world =>
    {
        await ServeAsync(world, 2);
        var grants = await GrantAsync(world, 2);
        var waiting = world.SubmitAsync("waits");
        await world.Delay(0.01);
        await world.Model.UseSlotsAsync(Use(returned: [Name(grants[0])]));
        await world.CompleteAsync((await waiting).Grant!);
        await world.CompleteAsync(grants[1]);

        Assert.Equal(TimeSpan.Zero, (await GrantAsync(world, 1, "soon"))[0].KeepFor);
        await world.Model.WithdrawAsync("soon0", 0);
        await world.Delay(0.3);
        Assert.True((await GrantAsync(world, 1, "later"))[0].KeepFor > TimeSpan.Zero);
    });

    [Fact]
    public void UseSlots_Executions_AreCountedAndLearntFrom() => World.Run(async world =>
    {
        await ServeAsync(world, 4);
        var kept = Name((await GrantAsync(world, 1))[0]);

        await world.Model.UseSlotsAsync(Use(held: [kept]) with
        {
            InUse = 0,
            Executions = [Ended(kept, ExecutionOutcome.Completed, granted: true), Ended(kept, ExecutionOutcome.Completed), Ended(kept, ExecutionOutcome.Failed)],
        });

        var view = (await world.Model.GetAsync())!;
        Assert.Equal((3, 2, 1, 0), (view.Counters.Arrived, view.Counters.Completed, view.Counters.Failed, view.Running));
        Assert.NotNull(view.ServiceTimeP50);
    });

    [VirtualTimeFact]
    public void Configure_FrontIsSilent_SlotIsFreeAfterItsTimeAndTheLongestExecution() => World.Run(async world =>
    {
        await ServeAsync(world, 2);
        await GrantAsync(world, 1);

        await world.Delay(2 + 30 + 29);
        await ConfigureAsync(world, 2);
        Assert.Equal(0, (await GrantAsync(world, 1, "early"))[0].KeepFor.Ticks);
        await world.Model.WithdrawAsync("early0", 0);

        await world.Delay(2);
        await ConfigureAsync(world, 2);
        Assert.True((await GrantAsync(world, 1, "late"))[0].KeepFor > TimeSpan.Zero);
    });

    [Fact]
    public void Configure_FrontsHostIsGone_ItsSlotsAreFree()
    {
        var hosts = new FakeHosts();
        World.Run(
            async world =>
            {
                await ServeAsync(world, 2);
                await GrantAsync(world, 2);

                hosts.Gone.Add(Front);
                await ConfigureAsync(world, 2);

                Assert.All(await Task.WhenAll(world.SubmitAsync("a"), world.SubmitAsync("b")), decision => Assert.Equal(TicketVerdict.Granted, decision.Verdict));
            },
            hosts: hosts);
    }

    [Fact]
    public void Configure_NewGeneration_NothingIsKeptOn() => World.Run(async world =>
    {
        await ServeAsync(world, 4);
        var kept = Name((await GrantAsync(world, 1))[0]);

        await ConfigureAsync(world, 4, generation: 2);

        Assert.Empty((await world.Model.UseSlotsAsync(Use(held: [kept]))).Kept);
    });

    [Fact]
    public void ReportReplica_NewProcess_NothingOfTheOldOneIsKept() => World.Run(async world =>
    {
        await ServeAsync(world, 4);
        var kept = Name((await GrantAsync(world, 1))[0]);

        await ReportAsync(world, 4, incarnation: 2);

        Assert.Empty((await world.Model.UseSlotsAsync(Use(held: [kept]) with { Executions = [Ended(kept, ExecutionOutcome.Lost)] })).Kept);
        Assert.True((await GrantAsync(world, 1, "next"))[0].KeepFor > TimeSpan.Zero); // that loss was not the new one's
    });

    private static async Task ServeAsync(World world, int slots)
    {
        await ConfigureAsync(world, slots);
        await ReportAsync(world, slots);
    }

    private static Task ConfigureAsync(World world, int slots, long generation = 1) =>
        world.Model.ConfigureAsync(new ModelConfiguration { Spec = Samples.Spec() with { Concurrency = slots }, Generation = generation, Replicas = [Samples.Replica(0)] });

    private static Task ReportAsync(World world, int slots, int incarnation = 1) =>
        world.Model.ReportReplicaAsync(new ReplicaReport { Replica = Samples.Replica(0), Epoch = 1, Incarnation = incarnation, Ready = true, Slots = slots, Version = "1" });

    private static async Task<List<Grant>> GrantAsync(World world, int count, string id = "t")
    {
        var grants = new List<Grant>();
        for (var index = 0; index < count; index++)
        {
            var decision = await world.Model.SubmitAsync(Samples.Ticket($"{id}{index}") with { Front = Front }, CancellationToken.None);
            grants.Add(decision.Grant!);
        }

        return grants;
    }

    private static KeptSlot Name(Grant grant) => new(grant.Replica, grant.TicketId);

    private static SlotUse Use(ImmutableArray<KeptSlot> held = default, ImmutableArray<KeptSlot> returned = default) =>
        new() { Front = Front, Held = held.IsDefault ? [] : held, Returned = returned.IsDefault ? [] : returned };

    private static SlotExecution Ended(KeptSlot slot, ExecutionOutcome outcome, bool granted = false) =>
        new(slot, ServiceClass.Standard, outcome, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(11), granted);
}
