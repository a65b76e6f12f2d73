using Krewe.Backends;
using Krewe.Grains.Replicas;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Models;
using Krewe.Replicas;

namespace Krewe.Grains.Tests.Replicas;

/// <summary>The replica by itself: the test is the pool. What the pool repeats each second, the tests repeat where it matters.</summary>
public sealed class ReplicaGrainTests
{
    [VirtualTimeFact]
    public void Ensure_Started_ReadyWhenTheServerIs() => World.Run(async world =>
    {
        var view = await world.Replica(0).EnsureAsync(Assignment(1));
        Assert.Equal(ReplicaPhase.Starting, view.Phase);

        await PhaseAsync(world, ReplicaPhase.Ready, 1);
        Assert.Equal(1, (await world.Replica(0).GetAsync()).Epoch);
    });

    [VirtualTimeFact]
    public void Exit_AtOnceThenWithGrowingDelays_ResetAfterHealth() => World.Run(async world =>
    {
        await world.Replica(0).EnsureAsync(Assignment(1));
        var delays = new List<double>();
        for (var crash = 0; crash < 6; crash++)
        {
            await PhaseAsync(world, ReplicaPhase.Ready, 60, ensure: false);
            var starts = world.Backends.StartsOf(Samples.Replica(0));
            var at = world.Now;
            world.Backends.Latest(Samples.Replica(0)).Exit(1);
            await world.EventuallyAsync(() => Task.FromResult(world.Backends.StartsOf(Samples.Replica(0)) == starts + 1), "started again", 60);
            delays.Add((world.Now - at).TotalSeconds);
        }

        Assert.InRange(delays[0], 0, 0.1);
        Assert.InRange(delays[1], 0.2, 0.35);
        Assert.All(delays.Skip(2).Zip(delays.Skip(1)), pair => Assert.True(pair.First > pair.Second * 1.5, string.Join(", ", delays)));

        await PhaseAsync(world, ReplicaPhase.Ready, 60, ensure: false);
        await world.Delay(61);
        world.Backends.Latest(Samples.Replica(0)).Exit(1);
        await world.Delay(0.1);
        Assert.Equal(BackendState.Starting, world.Backends.Latest(Samples.Replica(0)).State);
    });

    [VirtualTimeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exit_AsSoonAsItIsStarted_TriedAgainWithDelaysUntilItStays(bool lost)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            World.Run(
                async world =>
                {
                    world.Backends.Script.ExitAtOnce = true;
                    world.Backends.Script.LoseNotifications = lost;
                    await RepeatAsync(world, 20);
                    Assert.InRange(world.Backends.StartsOf(Samples.Replica(0)), 4, 12);

                    world.Backends.Script.ExitAtOnce = false;
                    await PhaseAsync(world, ReplicaPhase.Ready, 40);
                },
                seed);
        }
    }

    [Fact]
    public void Launch_Refused_ReasonShownAndTriedAgain() => World.Run(async world =>
    {
        world.Backends.Script.RefuseLaunch = true;
        await RepeatAsync(world, 3);
        var view = await world.Replica(0).GetAsync();
        Assert.Equal((ReplicaPhase.Restarting, "KRW4002"), (view.Phase, view.Problem?.Code));

        world.Backends.Script.RefuseLaunch = false;
        await PhaseAsync(world, ReplicaPhase.Ready, 20);
        Assert.Null((await world.Replica(0).GetAsync()).Problem);
    });

    [Fact]
    public void Unhealthy_KilledAndStartedAgain() => World.Run(async world =>
    {
        await PhaseAsync(world, ReplicaPhase.Ready, 5);
        world.Backends.Latest(Samples.Replica(0)).BecomeUnhealthy();

        await PhaseAsync(world, ReplicaPhase.Ready, 5, incarnation: 2);
    });

    [Fact]
    public void Unhealthy_KillFailsAtFirst_TriedAgain() => World.Run(async world =>
    {
        await PhaseAsync(world, ReplicaPhase.Ready, 5);
        world.Backends.Script.StopFails = true;
        world.Backends.Latest(Samples.Replica(0)).BecomeUnhealthy();
        await RepeatAsync(world, 3);
        world.Backends.Script.StopFails = false;

        await PhaseAsync(world, ReplicaPhase.Ready, 5, incarnation: 2);
    });

    [Fact]
    public void BackendChanged_ToldLate_TheManagersViewCounts() => World.Run(async world =>
    {
        await PhaseAsync(world, ReplicaPhase.Ready, 5);
        var ready = world.Backends.Latest(Samples.Replica(0)).Status;
        await world.Replica(0).BackendChangedAsync(ready with { State = BackendState.Starting });
        Assert.Equal(ReplicaPhase.Ready, (await world.Replica(0).GetAsync()).Phase);

        world.Backends.Script.ReadyAfter = null;
        world.Backends.Latest(Samples.Replica(0)).Exit(1);
        await world.Delay(0.01);
        await world.Replica(0).BackendChangedAsync(ready);
        Assert.NotEqual(ReplicaPhase.Ready, (await world.Replica(0).GetAsync()).Phase);
    });

    [Fact]
    public void Ensure_OlderEpoch_NothingChanges() => World.Run(async world =>
    {
        await PhaseAsync(world, ReplicaPhase.Ready, 5, epoch: 7);
        var calls = world.Backends.Calls.Count;

        var view = await world.Replica(0).EnsureAsync(Assignment(6));

        Assert.Equal((7, ReplicaPhase.Ready), (view.Epoch, view.Phase));
        Assert.Equal(calls, world.Backends.Calls.Count);
    });

    [Fact]
    public void Ensure_NewerEpoch_ProcessOfTheOlderOneIsReplaced() => World.Run(async world =>
    {
        await PhaseAsync(world, ReplicaPhase.Ready, 5, epoch: 7);
        await PhaseAsync(world, ReplicaPhase.Ready, 5, epoch: 8);

        Assert.Equal(8, Assert.Single(world.Backends.Running).Order.Lease.Epoch);
    });

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    public void Execute_AnotherEpoch_LostWithoutReachingTheServer(long epoch) => World.Run(async world =>
    {
        await PhaseAsync(world, ReplicaPhase.Ready, 5, epoch: 7);

        var result = await world.ExecuteAsync(Grant(epoch));

        Assert.Equal((ExecutionOutcome.Lost, "KRW3104"), (result.Outcome, result.Problem?.Code));
        Assert.DoesNotContain(world.Backends.Calls, call => call.StartsWith("infer", StringComparison.Ordinal));
    });

    [Fact]
    public void Stop_RunningExecutions_FinishFirst() => World.Run(async world =>
    {
        world.Backends.Script.InferTakes = TimeSpan.FromSeconds(1);
        await PhaseAsync(world, ReplicaPhase.Ready, 5);
        var execution = world.ExecuteAsync(Grant(1));
        await world.Delay(0.1);

        Assert.Equal(ReplicaPhase.Draining, (await world.Replica(0).StopAsync(1)).Phase);
        Assert.True(Assert.Single(world.Backends.Running).State == BackendState.Ready);
        Assert.Equal(ExecutionOutcome.Completed, (await execution).Outcome);
        await PhaseAsync(world, ReplicaPhase.Stopped, 2, ensure: false);
        Assert.Empty(world.Backends.Running);
    });

    [Fact]
    public void Stop_ExecutionTakesLongerThanTheGrace_Stopped() => World.Run(async world =>
    {
        world.Backends.Script.InferTakes = TimeSpan.FromMinutes(10);
        await PhaseAsync(world, ReplicaPhase.Ready, 5);
        _ = world.ExecuteAsync(Grant(1));
        await world.Delay(0.1);
        await world.Replica(0).StopAsync(1);

        await PhaseAsync(world, ReplicaPhase.Stopped, 3.2, ensure: false);
    });

    [Fact]
    public void Stop_ThenEnsureUnderTheSameEpoch_Refused() => World.Run(async world =>
    {
        await PhaseAsync(world, ReplicaPhase.Ready, 5);
        await world.Replica(0).StopAsync(1);
        await RepeatAsync(world, 5);
        world.Deactivate();
        await RepeatAsync(world, 5);

        Assert.Empty(world.Backends.Running);
        Assert.Equal(1, world.Backends.StartsOf(Samples.Replica(0)));
    });

    /// <summary>The order to start was lost on its way and comes after the lease has ended.</summary>
    [Fact]
    public void Stop_UnderAnEpochItNeverSaw_LateEnsureIsRefused() => World.Run(async world =>
    {
        await PhaseAsync(world, ReplicaPhase.Ready, 5);
        await world.Replica(0).StopAsync(1);
        await PhaseAsync(world, ReplicaPhase.Stopped, 5, ensure: false);

        await world.Replica(0).StopAsync(2);
        await world.Delay(1);
        await world.Replica(0).StopAsync(2);
        await world.Replica(0).EnsureAsync(Assignment(2));
        await world.Delay(5);

        Assert.Empty(world.Backends.Running);
    });

    [Fact]
    public void Stop_WhileItIsBeingStarted_NotStoppedBeforeTheStartHasEnded() => World.Run(async world =>
    {
        world.Backends.Script.LaunchTakes = TimeSpan.FromSeconds(2);
        await world.Replica(0).EnsureAsync(Assignment(1));
        await world.Delay(0.5);
        await world.Replica(0).StopAsync(1);
        for (var second = 0; second < 5; second++)
        {
            await world.Delay(1);
            var view = await world.Replica(0).StopAsync(1);
            Assert.True(view.Phase != ReplicaPhase.Stopped || world.Backends.Running.Count == 0, "it is said to have stopped and runs");
            Assert.True(view.Phase != ReplicaPhase.Stopped || world.Now > Samples.Start.AddSeconds(2), "it is said to have stopped while it is started");
        }

        await PhaseAsync(world, ReplicaPhase.Stopped, 1, ensure: false);
    });

    /// <summary>An execution of the epoch before ends while the newer epoch drains.</summary>
    [Fact]
    public void Stop_ExecutionOfAnOlderEpochEnds_TheNewerProcessIsStoppedNotForgotten() => World.Run(async world =>
    {
        world.Backends.Script.InferTakes = TimeSpan.FromSeconds(2);
        await PhaseAsync(world, ReplicaPhase.Ready, 5, epoch: 1);
        _ = world.ExecuteAsync(Grant(1));
        await world.Delay(0.1);
        await PhaseAsync(world, ReplicaPhase.Ready, 1, epoch: 2);
        await world.Replica(0).StopAsync(2);

        await PhaseAsync(world, ReplicaPhase.Stopped, 5, ensure: false);
        Assert.Empty(world.Backends.Running);
    });

    [Fact]
    public void Activation_ProcessRuns_AdoptedUnderItsEpoch() => World.Run(async world =>
    {
        await PhaseAsync(world, ReplicaPhase.Ready, 5, epoch: 3);
        world.Deactivate();
        await world.Delay(0.1);

        var view = await world.Replica(0).EnsureAsync(Assignment(3));

        Assert.Equal((ReplicaPhase.Ready, 3), (view.Phase, view.Epoch));
        Assert.Equal(1, world.Backends.StartsOf(Samples.Replica(0)));
    });

    [Fact]
    public void Ensure_StateCannotBeWritten_NothingIsStarted() => World.Run(async world =>
    {
        world.Storage.Fault = (_, _) => StorageFault.Before;
        await Assert.ThrowsAnyAsync<Exception>(() => world.Replica(0).EnsureAsync(Assignment(4)));
        await world.Delay(1);

        Assert.Empty(world.Backends.Running);
        Assert.Equal(0, (await world.Replica(0).GetAsync()).Epoch);
        Assert.Null(world.Storage.Stored<ReplicaState>(StateNames.Replica, world.Replica(0).GetGrainId()));
        world.Storage.Fault = (_, _) => StorageFault.None;
        await PhaseAsync(world, ReplicaPhase.Ready, 5, epoch: 4);
    });

    private static async Task RepeatAsync(World world, int seconds, long epoch = 1)
    {
        for (var second = 0; second < seconds; second++)
        {
            await world.Replica(0).EnsureAsync(Assignment(epoch));
            await world.Delay(1);
        }
    }

    private static async Task PhaseAsync(World world, ReplicaPhase phase, double seconds, long epoch = 1, int incarnation = 0, bool ensure = true)
    {
        var until = world.Now + Patience.Of(seconds);
        for (var step = 0; ; step++)
        {
            var view = ensure && step % 10 == 0 ? await world.Replica(0).EnsureAsync(Assignment(epoch)) : await world.Replica(0).GetAsync();
            if (view.Phase == phase && (view.Backend?.Incarnation ?? 0) >= incarnation && (!ensure || view.Lease?.Epoch == epoch))
            {
                return;
            }

            Assert.True(world.Now <= until, $"seed {world.Silo.Seed}: not {phase} within {seconds} s: {view}");
            await world.Delay(0.1);
        }
    }

    private static Grant Grant(long epoch) => new() { TicketId = "t", Attempt = 0, Replica = Samples.Replica(0), Epoch = epoch, Version = "1" };

    private static ReplicaAssignment Assignment(long epoch) => new()
    {
        Spec = Samples.Spec(),
        Generation = 1,
        Lease = new Lease { Replica = Samples.Replica(0), Host = "h1", Epoch = epoch, CpuMillicores = 500, MemoryBytes = 64 * Samples.MiB },
    };
}
