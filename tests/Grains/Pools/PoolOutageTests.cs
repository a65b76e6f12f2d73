using Krewe.Grains.Tests.Support;
using Krewe.Replicas;

namespace Krewe.Grains.Tests.Pools;

/// <summary>A pool while others do not answer, or are dead.</summary>
public sealed class PoolOutageTests
{
    [Fact]
    public void SiloOfAHostIsDead_ItsReplicaIsPlacedElsewhere_AndTheLeaseIsReturnedWhenItIsBack()
    {
        var hosts = new FakeHosts();
        World.Run(
            async world =>
            {
                var polled = true;
                _ = PollAsync();
                await world.KnownAsync("h1");
                await world.ServeAsync();
                var before = (await world.PlacementAsync())!.Replicas.Single().Lease!;
                await world.StartAsync("h2", Samples.Observation());

                polled = false;
                hosts.Gone.Add("h1");
                await world.EventuallyAsync(
                    async () => await world.PlacementAsync() is { Ready: 1 } placement && placement.Replicas.Single().Lease!.Host == "h2", "it serves on the other host", 8);
                var after = (await world.PlacementAsync())!.Replicas.Single().Lease!;
                Assert.True(after.Epoch > before.Epoch, $"{after.Epoch} after {before.Epoch}");
                Assert.Equal("h2", hosts.Leases.HostOf(Samples.Replica(0).ToString()));
                Assert.Contains((await world.Pool.GetAsync()).Decisions, decision => decision.Text.Contains("host h1 is dead", StringComparison.Ordinal));
                Assert.Single((await world.Host.GetAsync()).Leases);

                hosts.Gone.Clear();
                polled = true;
                _ = PollAsync();
                await world.EventuallyAsync(async () => (await world.Host.GetAsync()).Leases.IsEmpty, "the old lease is returned");
                Assert.Equal(after, (await world.PlacementAsync())!.Replicas.Single().Lease);
                polled = false;

                async Task PollAsync()
                {
                    while (polled)
                    {
                        await world.PollAsync();
                        await world.Delay(1);
                    }
                }
            },
            hosts: hosts);
    }

    /// <summary>The pool was on the dead silo, too: its new activation has never heard of that host.</summary>
    [Fact]
    public void SiloOfAHostThatThePoolNeverHeardOf_IsWaitedForOnlyWhileThisSiloIsYoung()
    {
        var (storage, backends) = (new FaultyStorage(), new FakeBackends());
        World.Run(
            async world =>
            {
                await world.StartAsync();
                await world.ServeAsync();
            },
            storage: storage,
            backends: backends);
        backends.KillAll();
        var hosts = new FakeHosts { Uptime = TimeSpan.Zero, Gone = { "h1" } };
        World.Run(
            async world =>
            {
                await world.StartAsync("h2", Samples.Observation());
                await world.Delay(20);
                Assert.Equal("h1", (await world.PlacementAsync())!.Replicas.Single().Lease!.Host);

                hosts.Uptime = TimeSpan.FromSeconds(10);
                await world.EventuallyAsync(
                    async () => await world.PlacementAsync() is { Ready: 1 } placement && placement.Replicas.Single().Lease!.Host == "h2", "it serves on the other host", 4);
            },
            storage: storage,
            backends: backends,
            hosts: hosts);
    }

    [Fact]
    public void ReplicaThatDoesNotAnswer_DoesNotHoldUpTheOthers_AndCountsWhenItDoes() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync(Samples.Spec(replicas: 2));
        var silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var silent = world.Replica(1).GetGrainId();
        world.Gate = call => call.TargetId == silent && call.MethodName == nameof(IReplicaGrain.EnsureAsync) ? silence.Task : Task.CompletedTask;
        await world.Delay(10);

        var rounds = world.Now;
        await world.Fleet.ApplyAsync(Samples.Spec(name: "other", cpu: 100));
        await world.EventuallyAsync(async () => await world.PlacementAsync("other") is { Ready: 1 }, "another model is served", 5);
        Assert.InRange((world.Now - rounds).TotalSeconds, 0, 5);

        world.Gate = null;
        silence.SetResult();
        await world.ReadyAsync(2);
    });
}
