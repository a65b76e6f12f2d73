using Krewe.Grains.Models;
using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Models;

/// <summary>The queue by itself: the test is the pool and the replicas.</summary>
public sealed class ModelGrainTests
{
    [Fact]
    public void Submit_NoSuchModel_Refused() => World.Run(async world =>
        Assert.Equal("KRW1101", (await world.SubmitAsync("a")).Problem!.Code));

    [VirtualTimeFact]
    public void Submit_FreeSlot_GrantedAndFreedByTheReport() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1);
        var grant = await world.GrantedAsync("a");
        var second = world.SubmitAsync("b");
        await world.Delay(0.2);
        Assert.False(second.IsCompleted);
        Assert.Equal((1, 1), ((await View(world)).Running, (await View(world)).Waiting.Sum()));

        await world.CompleteAsync(grant);

        Assert.Equal(TimeSpan.FromSeconds(0.2), (await second).Grant!.QueueTime);
        Assert.Equal(1, (await View(world)).Counters.Completed);
    });

    [Fact]
    public void Submit_Waiting_ByClassThenDeadlineThenArrival() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1);
        var grant = await world.GrantedAsync("first");
        var order = new List<string>();
        Task[] waiting =
        [
            WaitAsync("batch", ServiceClass.Batch, 5),
            WaitAsync("standard-late", ServiceClass.Standard, 30),
            WaitAsync("standard-early", ServiceClass.Standard, 20),
            WaitAsync("critical", ServiceClass.Critical, 30),
            WaitAsync("standard-late-too", ServiceClass.Standard, 30.001),
        ];
        await world.Delay(0.1);
        await world.CompleteAsync(grant);
        await Task.WhenAll(waiting);

        Assert.Equal(["critical", "standard-early", "standard-late", "standard-late-too", "batch"], order);

        async Task WaitAsync(string id, ServiceClass rank, double budget)
        {
            var decision = await world.SubmitAsync(id, rank, budget);
            order.Add(id);
            await world.CompleteAsync(decision.Grant!);
        }
    });

    [VirtualTimeTheory]
    [InlineData(0.25)]
    [InlineData(30)]
    public void Submit_NoSlotUntilTheDeadline_ExpiredExactlyThen(double seconds) => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1);
        await world.GrantedAsync("first");
        var at = world.Now;
        _ = world.SubmitAsync("later", budgetSeconds: seconds + 1);
        var decision = await world.SubmitAsync("a", budgetSeconds: seconds);

        Assert.Equal(TicketVerdict.Expired, decision.Verdict);
        Assert.Equal(TimeSpan.FromSeconds(seconds), world.Now - at);
        Assert.Equal(1, (await View(world)).Counters.Expired);
    });

    [Fact]
    public void Submit_Cancelled_ItsPlaceIsFree() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1, Samples.Spec() with { Queue = new QueueSpec { MaxRequests = 1 } });
        await world.GrantedAsync("first");
        using var cancellation = new CancellationTokenSource();
        var waiting = world.SubmitAsync("a", cancellationToken: cancellation.Token);
        await world.Delay(0.1);
        Assert.Equal("KRW1104", (await world.SubmitAsync("b")).Problem!.Code);

        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await world.Delay(0.01);

        Assert.Equal(0, (await View(world)).Waiting.Sum());
        Assert.Equal(1, (await View(world)).Counters.Cancelled);
        Assert.False(world.SubmitAsync("b").IsCompleted);
        await world.Delay(0.01);
        Assert.Equal(1, (await View(world)).Waiting.Sum());
    });

    /// <summary>A cancelled ticket's id comes again before the cancelled call has noticed: the newcomer must keep its place.</summary>
    [Fact]
    public void Submit_SameIdAfterCancellation_TheNewOneIsServed()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            World.Run(
                async world =>
                {
                    await ReadyAsync(world, slots: 1);
                    var grant = await world.GrantedAsync("first");
                    using var cancellation = new CancellationTokenSource();
                    var cancelled = world.SubmitAsync("a", cancellationToken: cancellation.Token);
                    await world.Delay(0.1);
                    var complete = world.CompleteAsync(grant);
                    cancellation.Cancel();
                    var again = world.Model.SubmitAsync(Samples.Ticket("a", budgetSeconds: 5) with { Attempt = 1 }, CancellationToken.None);
                    await complete;
                    try
                    {
                        var decision = await cancelled;
                        await world.CompleteAsync(decision.Grant!);
                    }
                    catch (OperationCanceledException)
                    {
                        // It may have been granted while it was cancelled: the front says that it did not see the grant.
                        await world.Model.WithdrawAsync("a", 0);
                    }

                    var second = await again.WaitAsync(TimeSpan.FromSeconds(60), world.Silo.Time);
                    Assert.True(second.Verdict is TicketVerdict.Granted or TicketVerdict.Refused, $"seed {seed}: {second}");
                },
                seed);
        }
    }

    [Fact]
    public void Submit_QueueFull_LessImportantGivesWay() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1, Samples.Spec() with { Queue = new QueueSpec { MaxRequests = 1 } });
        var grant = await world.GrantedAsync("first");
        var batch = world.SubmitAsync("batch", ServiceClass.Batch);
        await world.Delay(0.1);
        var critical = world.SubmitAsync("critical", ServiceClass.Critical);

        Assert.Equal("KRW1107", (await batch).Problem!.Code);
        Assert.Equal("KRW1104", (await world.SubmitAsync("standard")).Problem!.Code);
        Assert.Equal("KRW1108", (await world.SubmitAsync("critical", ServiceClass.Critical)).Problem!.Code);
        await world.CompleteAsync(grant);
        Assert.Equal(TicketVerdict.Granted, (await critical).Verdict);
    });

    [Fact]
    public void Submit_OlderGeneration_Stale() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1);

        Assert.Equal(TicketVerdict.Stale, (await world.Model.SubmitAsync(Samples.Ticket("a") with { Generation = 0 }, CancellationToken.None)).Verdict);
    });

    [Fact]
    public void Submit_ForAVersionThatIsNotReadyYet_DoesNotHoldTheOthersUp() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 2);
        await world.Model.ConfigureAsync(Configuration(2, Samples.Spec(version: "2"), 0, 1));
        var pinned = world.Model.SubmitAsync(Samples.Ticket("pinned", ServiceClass.Critical) with { Version = "2" }, CancellationToken.None);
        await world.Delay(0.1);

        Assert.Equal("1", (await world.GrantedAsync("free")).Version);
        Assert.False(pinned.IsCompleted);
        await world.Model.ReportReplicaAsync(Report(1, version: "2"));
        Assert.Equal("2", (await pinned).Grant!.Version);
    });

    [Fact]
    public void Submit_VersionThatNobodyServes_Refused() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1);

        Assert.Equal("KRW1102", (await world.Model.SubmitAsync(Samples.Ticket("a") with { Version = "9" }, CancellationToken.None)).Problem!.Code);
    });

    [Fact]
    public void Remove_Waiting_Refused() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1);
        await world.GrantedAsync("first");
        var plain = world.SubmitAsync("a");
        var pinned = world.Model.SubmitAsync(Samples.Ticket("b") with { Version = "1" }, CancellationToken.None);
        await world.Delay(0.1);

        var removal = world.Model.RemoveAsync(5);
        var report = world.CompleteAsync(new Grant { TicketId = "x", Attempt = 0, Replica = Samples.Replica(0), Epoch = 1, Version = "1" });
        await Task.WhenAll(removal, report);

        Assert.Equal("KRW1109", (await plain).Problem!.Code);
        Assert.Equal("KRW1109", (await pinned).Problem!.Code);
        Assert.Null(await world.Model.GetAsync());
        await world.Model.ConfigureAsync(Configuration(4, Samples.Spec(), 0));
        Assert.Null(await world.Model.GetAsync());
    });

    [Fact]
    public void Configure_NoReplicasAnyMore_WaitingAreRefused() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1);
        await world.GrantedAsync("first");
        var waiting = world.SubmitAsync("a");
        await world.Delay(0.1);
        await world.Model.ConfigureAsync(Configuration(2, Samples.Spec(0)) with { Closed = true });

        Assert.Equal("KRW1103", (await waiting).Problem!.Code);
    });

    [Fact]
    public void Configure_OtherBounds_WaitingMove() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1);
        var grant = await world.GrantedAsync("first");
        var first = world.SubmitAsync("a", budgetSeconds: 10);
        var second = world.SubmitAsync("b", budgetSeconds: 20);
        await world.Delay(0.1);
        await world.Model.ConfigureAsync(Configuration(2, Samples.Spec() with { Queue = new QueueSpec { MaxRequests = 1 } }, 0));

        Assert.Equal("KRW1107", (await second).Problem!.Code);
        await world.CompleteAsync(grant);
        Assert.Equal(TicketVerdict.Granted, (await first).Verdict);
    });

    [Fact]
    public void Complete_LostByAnEarlierProcess_TheNewOneIsNotSuspected() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 2);
        var grant = await world.GrantedAsync("a");
        await world.Model.ReportReplicaAsync(Report(0, slots: 2, incarnation: 2));

        await world.CompleteAsync(grant, ExecutionOutcome.Lost);

        Assert.Equal(TicketVerdict.Granted, (await world.SubmitAsync("b", budgetSeconds: 1)).Verdict);
    });

    [Fact]
    public void Complete_Lost_NoMoreGrantsUntilTheReplicaSpeaks() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 2);
        await world.CompleteAsync(await world.GrantedAsync("a"), ExecutionOutcome.Lost);
        var waiting = world.SubmitAsync("b");
        await world.Delay(0.5);
        Assert.False(waiting.IsCompleted);

        await world.Model.ReportReplicaAsync(Report(0, slots: 2));
        Assert.Equal(TicketVerdict.Granted, (await waiting).Verdict);
    });

    [VirtualTimeFact]
    public void Complete_Never_SlotIsFreeAfterTheGrace() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1);
        Assert.Equal(TicketVerdict.Granted, (await world.SubmitAsync("leak", budgetSeconds: 1)).Verdict);
        var waiting = world.SubmitAsync("b", budgetSeconds: 60);
        for (var second = 0; second < 32; second++)
        {
            Assert.False(waiting.IsCompleted);
            await world.Delay(1);
            await world.Model.ConfigureAsync(Configuration(1, Samples.Spec(), 0));
        }

        Assert.Equal(TicketVerdict.Granted, (await waiting).Verdict);
    });

    [Fact]
    public void Configure_StateCannotBeWritten_MemoryStaysWithTheDiskAndWaitingAreAnswered() => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1);
        var grant = await world.GrantedAsync("first");
        var waiting = world.SubmitAsync("a", budgetSeconds: 3_000);
        await world.Delay(0.1);
        world.Storage.Fault = (_, _) => StorageFault.Before;
        await Assert.ThrowsAnyAsync<Exception>(() => world.Model.ConfigureAsync(Configuration(2, Samples.Spec(version: "2"), 0)));
        world.Storage.Fault = (_, _) => StorageFault.None;

        Assert.Equal("1", (await View(world)).Spec.Version);
        Assert.Equal(1, world.Storage.Stored<ModelState>(StateNames.Model, world.Model.GetGrainId())!.Generation);
        await world.Model.ConfigureAsync(Configuration(2, Samples.Spec(version: "2"), 0));
        await world.Model.ReportReplicaAsync(Report(0));
        await world.CompleteAsync(grant);
        var decision = await waiting.WaitAsync(TimeSpan.FromSeconds(5), world.Silo.Time);
        Assert.True(decision.Verdict is TicketVerdict.Granted or TicketVerdict.Stale, decision.ToString());
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Configure_NobodyKnowsWhatIsOnTheDisk_WaitingGoBackToTheirFronts(bool written) => World.Run(async world =>
    {
        await ReadyAsync(world, slots: 1);
        await world.GrantedAsync("first");
        var waiting = world.SubmitAsync("a", budgetSeconds: 3_000);
        await world.Delay(0.1);
        world.Storage.Fault = (_, _) => written ? StorageFault.After : StorageFault.Before;
        world.Storage.ReadsFail = true;
        await Assert.ThrowsAnyAsync<Exception>(() => world.Model.ConfigureAsync(Configuration(2, Samples.Spec(version: "2"), 0)));

        Assert.Equal(TicketVerdict.Stale, (await waiting.WaitAsync(TimeSpan.FromSeconds(5), world.Silo.Time)).Verdict);
        world.Storage.Fault = (_, _) => StorageFault.None;
        world.Storage.ReadsFail = false;
        await world.Delay(10);
        Assert.Equal(written ? "2" : "1", (await View(world)).Spec.Version);
    });

    private static async Task<ModelView> View(World world) => (await world.Model.GetAsync())!;

    private static async Task ReadyAsync(World world, int slots, ModelSpec? spec = null)
    {
        await world.Model.ConfigureAsync(Configuration(1, spec ?? Samples.Spec(), 0));
        await world.Model.ReportReplicaAsync(Report(0, slots));
    }

    private static ModelConfiguration Configuration(long generation, ModelSpec spec, params int[] replicas) =>
        new() { Spec = spec, Generation = generation, Replicas = [.. replicas.Select(number => Samples.Replica(number))] };

    private static ReplicaReport Report(int number, int slots = 1, int incarnation = 1, string version = "1") => new()
    {
        Replica = Samples.Replica(number),
        Epoch = 1,
        Incarnation = incarnation,
        Ready = true,
        Slots = slots,
        Version = version,
    };
}
