using System.Collections.Immutable;
using Krewe.Admin;
using Krewe.Fleet;
using Krewe.Fleet.Regions;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Silo.Admin.Cluster;
using Krewe.Specs;

namespace Krewe.Silo.Tests.Admin;

public sealed class RegionViewsTests
{
    private static readonly ModelKey Home = new("default", "digits", "eu"), Copy = Home with { Region = "us" };

    [Theory]
    [InlineData(false, false, SpreadPhase.Preparing, 2, 0, RegionState.Draining)] // just told: nothing is decided yet
    [InlineData(true, true, SpreadPhase.Preparing, 2, 0, RegionState.Draining)]
    [InlineData(true, true, SpreadPhase.Away, 1, 0, RegionState.Draining)]
    [InlineData(true, true, SpreadPhase.Away, 0, 0, RegionState.Drained)]
    [InlineData(true, true, SpreadPhase.Away, 1, 1, RegionState.Drained)] // one has no place elsewhere
    [InlineData(true, false, SpreadPhase.Home, 2, 0, RegionState.Drained)] // none that it may go to lives
    public void Of_RegionThatIsDrained_SaysWhetherWhatMayLeaveHasLeft(bool decided, bool moves, SpreadPhase phase, int atHome, int missing, RegionState expected)
    {
        var view = Of(decided, moves, phase, atHome, missing);
        Assert.Equal((expected, 1), (view[0].State, view[0].Models));
        Assert.Equal(0, view[1].Models); // a copy is not declared there
        Assert.Equal([Home], view[1].Guests.ToArray());
    }

    private static ImmutableArray<RegionView> Of(bool decided, bool moves, SpreadPhase phase, int atHome, int missing) => RegionViews.Of(
        new FleetView
        {
            Models = [new FleetAssignment(Home, new PoolKey("eu", "default")), new FleetAssignment(Copy, new PoolKey("us", "default"))],
            Regions = [new RegionStatus { Name = "eu", DrainedSince = DateTimeOffset.UnixEpoch, Decided = decided }, new RegionStatus { Name = "us" }],
            Spread =
            [
                new SpreadStatus
                {
                    Route = new ModelRoute { Home = Home, Elsewhere = [Copy], Copies = [Copy] },
                    Phase = phase,
                    Missing = missing,
                    Move = moves ? new SpreadMove(null, RegionMoveReason.Maintenance, DateTimeOffset.UnixEpoch) : null,
                },
            ],
        },
        [Pool(Home, atHome), Pool(Copy, 2)],
        [new SiloView { Name = "s", Address = "a", Status = "Active", Metadata = ImmutableSortedDictionary<string, string>.Empty.Add("region", "eu") }]);

    private static PoolView Pool(ModelKey model, int replicas) => new()
    {
        Key = new PoolKey(model.Region, "default"),
        Models =
        [
            new PlacementView
            {
                Model = model,
                Spec = new ModelSpec { Name = model.Model, Region = model.Region, Backend = new BackendSpec() },
                Generation = 1,
                Replicas = [.. Enumerable.Range(0, replicas).Select(number => new ReplicaView { Id = new ReplicaId(model, number), Phase = ReplicaPhase.Ready })],
            },
        ],
    };
}
