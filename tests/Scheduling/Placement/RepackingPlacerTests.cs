using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Packing;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Placement;

public class RepackingPlacerTests
{
    private static readonly PackingOptions Few = new() { Futures = 6, RoughFutures = 2, FutureLength = 20, Shortlist = 3 };

    [Fact]
    public void Place_RandomRounds_MovesOnlyWhatItHeldAndBooksBalance()
    {
        var rounds =
            from hosts in Fleet.Hosts
            from requests in Fleet.Requests.ArrayOf(1, 30)
            from most in Gen.Choose(0, 3)
            select (hosts, requests, most);
        var moves = 0;
        Seeded.ForAll(81, rounds, round =>
        {
            var before = new PlacementSnapshot(round.hosts);
            var transaction = Begin(before, round.requests);
            var placer = new RepackingPlacer(transaction, moveCost: 0);
            var held = new List<ReplicaAllocation>();
            foreach (var (request, at) in round.requests.Select((request, at) => (request with { ReplicaId = $"r{at}", PeerHosts = [], Spread = SpreadRule.None }, at)))
            {
                if (placer.Place(request, round.most) is not { } placement)
                {
                    continue;
                }

                Assert.InRange(placement.Moves.Length, 0, round.most);
                foreach (var move in placement.Moves)
                {
                    Assert.True(held.Remove(move.From));
                    Assert.Equal(move.From.ReplicaId, move.To.ReplicaId);
                    held.Add(move.To);
                    moves++;
                }

                held.Add(placement.Allocation);
                Assert.Equal(Fleet.Describe(Without(before, held)), Fleet.Describe(transaction.Current));
            }
        });
        Assert.True(moves > 0, "No round moved anything: the test shows nothing.");
    }

    [Fact]
    public void Place_SmallOneInTheWayOfAWholeDevice_IsMovedToTheFreeHalf()
    {
        // The half of b is free for the share on a; then a's device is whole.
        HostCandidate[] hosts =
        [
            Fleet.Host("a", "eu", "", 8, 8, Fleet.Device("0", "t4", 16)),
            Fleet.Host("b", "eu", "", 8, 8, Fleet.Device("0", "t4", 16, compute: 400)),
        ];
        var share = Share(300) with { ReplicaId = "share" };
        var whole = Share(1_000) with { ReplicaId = "whole" };
        var transaction = Begin(new PlacementSnapshot(hosts), [share, whole]);
        var placer = new RepackingPlacer(transaction, moveCost: 1);
        placer.Hold(share, transaction.TryPlace(share with { AllowedHosts = ["a"] })!);

        Assert.Null(placer.Place(whole, mostMoves: 0));
        var placement = placer.Place(whole, mostMoves: 1);
        Assert.Equal("a", placement?.Allocation.Host);
        var move = Assert.Single(placement!.Moves);
        Assert.Equal(("share", "a", "b"), (move.From.ReplicaId, move.From.Host, move.To.Host));
    }

    private static PlacementRequest Share(int thousandths) =>
        Fleet.Request(cpu: 1) with { Devices = new DeviceRequirement { Count = 1, ComputeThousandths = thousandths } };

    private static PlacementTransaction Begin(PlacementSnapshot hosts, IEnumerable<PlacementRequest> expected) =>
        new(hosts, new PlacementWeights(), DemandMix.Of(expected.Select(DemandShape.Of)), Few);

    private static PlacementSnapshot Without(PlacementSnapshot hosts, List<ReplicaAllocation> held) => new(hosts.Hosts.Select(host =>
        held.Where(allocation => allocation.Host == host.Name).Aggregate(host, (left, allocation) => LedgerMath.Take(left, allocation.Claim))));
}
