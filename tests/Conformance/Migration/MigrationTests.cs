using Orleans.Core.Internal;
using Orleans.Runtime.Placement;

namespace Krewe.Conformance.Tests.Migration;

[Collection(SharedCluster.Name)]
public sealed class MigrationTests(ClusterFixture fixture) : IDisposable
{
    private readonly ICarefulGrain _grain = fixture.New<ICarefulGrain>();

    public void Dispose() => RequestContext.Clear();

    [Fact]
    public async Task MigrateOnIdle_WithAHint_GoesThereWithWhatItCarries()
    {
        await _grain.Add(5);
        var target = await OtherSiloAsync(_grain);
        await MoveAsync(_grain, target);
        Assert.Equal(target, await _grain.Where());
        Assert.Equal(6, await _grain.Add(1));
        Assert.StartsWith("from Silo_", await _grain.Carried(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrateOnIdle_OfAGrain_RunsItsSteps()
    {
        await _grain.Add(5);
        await MoveAsync(_grain, await OtherSiloAsync(_grain));
        await _grain.Where();
        Assert.Equal(
            ["read one", "activated with 0", "deactivated Migrating", "dehydrated", "keys count text", "rehydrated", "activated with 5"],
            Notes.Of(_grain).All);
    }

    [Fact]
    public async Task MigrateOnIdle_FromOutside_GoesToTheHint()
    {
        await _grain.Add(5);
        var target = await OtherSiloAsync(_grain);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, target);
        await _grain.AsReference<IGrainManagementExtension>().MigrateOnIdle();
        RequestContext.Clear();
        await Eventually.IsSo(async () => await _grain.Where() == target, "the grain is there");
        Assert.Equal(6, await _grain.Add(1));
    }

    [Fact]
    public async Task MigrateOnIdle_FromOutsideToWhereItIs_ChangesNothing()
    {
        await _grain.Add(5);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, await _grain.Where());
        await _grain.AsReference<IGrainManagementExtension>().MigrateOnIdle();
        RequestContext.Clear();
        Assert.Equal(6, await _grain.Add(1));
        Assert.DoesNotContain("deactivated Migrating", Notes.Of(_grain).All);
    }

    [Fact]
    public async Task StoredState_OfAMigration_TravelsWithItsVersion()
    {
        await _grain.Store(7);
        var before = await _grain.Stored();
        await MoveAsync(_grain, await OtherSiloAsync(_grain));
        Assert.Equal(before, await _grain.Stored());
        Assert.Equal(1, Notes.Of(_grain).Count("read one"));
        await _grain.Store(8);
        Assert.Equal(8, (await _grain.Stored()).Value);
    }

    [Fact]
    public async Task Migration_WhileACallRuns_WaitsForIt()
    {
        await _grain.Add(5);
        var target = await OtherSiloAsync(_grain);
        Assert.True(fixture.Cluster.TryGetGrainContext(_grain.GetGrainId(), out var context));
        var hold = _grain.Hold();
        await Notes.Of(_grain).Until("holds");
        context!.Migrate(new Dictionary<string, object> { [IPlacementDirector.PlacementHintKey] = target });
        var after = _grain.Where();
        Assert.DoesNotContain("deactivated Migrating", Notes.Of(_grain).All);
        Notes.Of(_grain).Open("hold");
        await hold.Soon();
        Assert.Equal(target, await after.Soon());
        Assert.Equal(6, await _grain.Add(1));
    }

    [Fact]
    public async Task Calls_DuringMigrations_AllArriveOnce()
    {
        using CancellationTokenSource enough = new();
        using SemaphoreSlim answered = new(0);
        var calls = Task.Run(async () =>
        {
            var sum = 0;
            while (!enough.IsCancellationRequested)
            {
                await _grain.Add(1);
                sum++;
                answered.Release();
            }

            return sum;
        });
        for (var move = 0; move < 6; move++)
        {
            await MoveAsync(_grain, await OtherSiloAsync(_grain));

            // A message is sent on so many times only: no call has to follow more than two moves.
            while (answered.Wait(0))
            {
            }

            await Task.WhenAny(answered.WaitAsync(), calls).Soon();
        }

        await enough.CancelAsync();
        var sum = await calls.Soon();
        Assert.Equal(sum, await _grain.Add(0));
    }

    [Fact]
    public async Task Participant_Throws_TheGrainGoesWithoutIt()
    {
        var grain = fixture.New<IForgetfulGrain>();
        await grain.Add(5);
        var target = await OtherSiloAsync(grain);
        await MoveAsync(grain, target);
        Assert.Equal(target, await grain.Where());
        Assert.Equal(1, await grain.Add(1));
    }

    [Fact]
    public async Task Migrate_OfTheTestCluster_GoesThere()
    {
        await _grain.Add(5);
        var target = await OtherSiloAsync(_grain);
        await fixture.Cluster.MigrateAsync(_grain, target);
        RequestContext.Clear();
        Assert.Equal(target, await _grain.Where());
        Assert.Equal(6, await _grain.Add(1));
    }

    private async Task<SiloAddress> OtherSiloAsync(IMovingGrain grain)
    {
        var here = await grain.Where();
        return fixture.Cluster.Silos.Select(silo => silo.SiloAddress).First(silo => silo != here);
    }

    private async Task MoveAsync(IMovingGrain grain, SiloAddress target)
    {
        Assert.True(fixture.Cluster.TryGetGrainContext(grain.GetGrainId(), out var context));
        await grain.MoveTo(target);
        await context!.Deactivated.Soon();
    }
}
