using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Grains.Tests.Support;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Specs;
using Krewe.Weights;

namespace Krewe.Grains.Tests.Weights;

/// <summary>Pools tell hosts what they will need; moves wait for it, and places are chosen by it.</summary>
public sealed class PreloadingTests
{
    private static readonly WeightsSpec File = new() { Source = "/w", Name = "w", Digest = "sha256:" + new string('a', 64) };

    [Fact]
    public void Migrate_TargetLacksTheFiles_IsPreparedBeforeAnyPlaceIsAskedFor() => World.Run(async world =>
    {
        await world.StartAsync(machine: With(WeightsState.Held));
        await world.ServeAsync(Spec());
        var second = With();
        await PollAsync(world, () => second);
        await world.Pool.MigrateAsync(new MigrationOrder { Replica = Samples.Replica(0), Host = "h2" });

        await world.EventuallyAsync(() => Task.FromResult(world.Backends.Weights.Wanted is [{ Urgency: WeightsUrgency.Move }]), "the target is told");
        second = With(WeightsState.Fetching);
        await world.Delay(100);
        var waiting = (await world.Pool.GetAsync()).Migrations.Single();
        Assert.Equal((MigrationStatus.Running, MigrationPhase.Waiting), (waiting.Status, waiting.Steps[0].Phase));
        Assert.Equal("h1", (await world.PlacementAsync())!.Replicas.Single().Lease!.Host);

        second = With(WeightsState.Held);
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations.Single().Ended, "it goes on");
        Assert.Equal(MigrationStatus.Done, (await world.Pool.GetAsync()).Migrations.Single().Status);
        await world.EventuallyAsync(() => Task.FromResult(world.Backends.Weights.Wanted.IsEmpty), "nothing is wanted ahead any more");
    });

    /// <summary>What a move will lease is promised to it: it would be taken back for want of a place.</summary>
    [Fact]
    public void Migrate_TargetFetches_NobodyElseGetsItsPlace() => World.Run(async world =>
    {
        await world.StartAsync(machine: With(WeightsState.Held) with { CpuMillicores = 500 });
        await world.ServeAsync(Spec());
        var second = With(WeightsState.Fetching) with { CpuMillicores = 500 };
        await PollAsync(world, () => second);
        await world.Pool.MigrateAsync(new MigrationOrder { Replica = Samples.Replica(0), Host = "h2" });
        await world.Delay(5);

        await world.Fleet.ApplyAsync(Samples.Spec(1, name: "other"));
        await world.Delay(5);
        Assert.Empty((await world.PlacementAsync("other"))!.Replicas);

        second = second with { Weights = With(WeightsState.Held).Weights };
        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations.Single().Ended, "it goes on");
        Assert.Equal(MigrationStatus.Done, (await world.Pool.GetAsync()).Migrations.Single().Status);
        await world.EventuallyAsync(async () => (await world.PlacementAsync("other"))!.Replicas is [{ Lease.Host: "h1" }], "the other has what became free");
    });

    [Theory]
    [InlineData(WeightsState.Failed, 5)]
    [InlineData(null, 40)]
    public void Migrate_FilesCannotBeHadOrNobodySaysAnything_GoesOnAndSaysItself(WeightsState? state, double seconds) => World.Run(async world =>
    {
        await world.StartAsync(machine: With(WeightsState.Held));
        await world.ServeAsync(Spec());
        await PollAsync(world, () => With(state));
        await world.Pool.MigrateAsync(new MigrationOrder { Replica = Samples.Replica(0), Host = "h2" });

        await world.EventuallyAsync(async () => (await world.Pool.GetAsync()).Migrations.Single().Steps[0].Phase != MigrationPhase.Waiting, "it does not wait for ever", seconds);
    });

    [Fact]
    public void Place_OneHostHasTheFiles_GoesThere() => World.Run(async world =>
    {
        // The other one has less room, and would be the tighter fit.
        await world.StartAsync(machine: Samples.Observation(cpu: 1_000));
        await PollAsync(world, () => With(WeightsState.Held));

        await world.ServeAsync(Spec());

        Assert.Equal("h2", (await world.PlacementAsync())!.Replicas.Single().Lease!.Host);
    });

    [Fact]
    public void NoReplica_AndOneMayBeNeededAtAnyTime_AHostHasTheFilesAhead() => World.Run(async world =>
    {
        await world.StartAsync();

        await world.Fleet.ApplyAsync(Spec() with { Replicas = 0, Scaling = new ScalingSpec { Min = 0, Max = 2 } });

        await world.EventuallyAsync(
            () => Task.FromResult(world.Backends.Weights.Wanted is [{ Urgency: WeightsUrgency.Preload, Weights.Digest: var digest }] && digest == File.Digest), "it is wanted ahead", 15);
    });

    [Fact]
    public void NoReplica_BecauseTheSpecSaysSo_NothingIsFetchedAhead() => World.Run(async world =>
    {
        await world.StartAsync();

        await world.Fleet.ApplyAsync(Spec() with { Replicas = 0 });
        await world.Delay(15);

        Assert.Empty(world.Backends.Weights.Wanted);
    });

    [Fact]
    public void Wish_NotToldAgain_WearsOff() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.Host.PreloadAsync("other", [Wish()]);
        await world.Host.PreloadAsync("third", [Wish()]);
        Assert.Equal(2, world.Backends.Weights.Wanted.Length);

        await world.Delay(29);
        Assert.Equal(2, world.Backends.Weights.Wanted.Length);
        await world.EventuallyAsync(() => Task.FromResult(world.Backends.Weights.Wanted.IsEmpty), "it has worn off", 5);
    });

    private static ModelSpec Spec() => Samples.Spec() with { Backend = new BackendSpec { Command = "/bin/serve", Weights = [File] } };

    private static WeightsWish Wish() => new() { Weights = File, Model = Samples.Digits, Urgency = WeightsUrgency.Preload };

    private static HostObservation With(WeightsState? state = null) =>
        Samples.Observation() with { Weights = state is { } of ? [new HeldWeights { Digest = File.Digest, State = of }] : [] };

    /// <summary>A second host whose disk a test changes while it is polled.</summary>
    private static async Task PollAsync(World world, Func<HostObservation> machine)
    {
        await world.PollAsync("h2", machine());
        await world.KnownAsync("h2", machine());
        _ = ForeverAsync();

        async Task ForeverAsync()
        {
            while (true)
            {
                await world.Delay(1);
                await world.PollAsync("h2", machine());
            }
        }
    }
}
