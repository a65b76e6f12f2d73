using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Packing;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Placement;

public class PackingPropertyTests
{
    private static readonly PackingOptions Few = new() { Futures = 6, RoughFutures = 2, FutureLength = 20, Shortlist = 3 };

    private static readonly Gen<(HostCandidate[] Hosts, PlacementRequest[] Requests)> Rounds =
        from hosts in Fleet.Hosts
        from requests in Fleet.Requests.ArrayOf(1, 12)
        select (hosts, requests);

    [Fact]
    public void Place_NothingKnownOfTheFuture_DecidesAsThePolicyOnTheSameHosts() => Seeded.ForAll(61, Rounds, round =>
    {
        var transaction = new PlacementTransaction(new PlacementSnapshot(round.Hosts), new PlacementWeights());
        var placed = new List<ReplicaAllocation>();
        foreach (var request in round.Requests)
        {
            var peers = request.PeerHosts.Concat(placed.Where(allocation => allocation.Model == request.Model).Select(allocation => allocation.Host));
            var expected = PlacementPolicy.Decide(transaction.Current, request with { PeerHosts = [.. peers] }, new PlacementWeights());
            var actual = transaction.Place(request);
            if (expected is PlacementDecision.Placed { } wanted)
            {
                var got = Assert.IsType<PlacementDecision.Placed>(actual);
                Assert.Equal((wanted.Host, wanted.FeasibleHosts), (got.Host, got.FeasibleHosts));
                Assert.Equal(wanted.Scores.AsEnumerable(), got.Scores.AsEnumerable());
                placed.Add(got.Allocation);
            }
            else
            {
                Assert.Equal(((PlacementDecision.Refused)expected).Text, Assert.IsType<PlacementDecision.Refused>(actual).Text);
            }
        }
    });

    [Fact]
    public void Place_WithAMix_PlacesExactlyWhatFitsSomewhere() => Seeded.ForAll(62, Rounds, round =>
    {
        var transaction = Begin(round.Hosts, round.Requests);
        foreach (var request in round.Requests)
        {
            var before = transaction.Current;
            var alone = request with { PeerHosts = [], Spread = SpreadRule.None };
            var feasible = before.Hosts.Where(host => ReferenceFit.Violated(host, alone).Count == 0).ToDictionary(host => host.Name);
            var allocation = transaction.TryPlace(alone);
            Assert.Equal(feasible.Count > 0, allocation is not null);
            if (allocation is not null)
            {
                Assert.Empty(LedgerMath.Check(feasible[allocation.Host], allocation.Claim));
            }
        }
    });

    [Fact]
    public void Place_AfterOtherThingsWereTriedAndUndone_DecidesTheSame() => Seeded.ForAll(63, Rounds, round =>
    {
        var plain = Begin(round.Hosts, round.Requests);
        var tried = Begin(round.Hosts, round.Requests);
        foreach (var request in round.Requests)
        {
            var mark = tried.Checkpoint();
            foreach (var other in round.Requests)
            {
                tried.TryPlace(other);
            }

            tried.Rollback(mark);
            Assert.Equal(Text(plain.TryPlace(request)), Text(tried.TryPlace(request)));
        }

        Assert.Equal(Fleet.Describe(plain.Current), Fleet.Describe(tried.Current));
    });

    [Fact]
    public void Place_HostsInAnyOrder_GivesTheSamePlaces() => Seeded.ForAll(64, Rounds, round =>
    {
        var one = Begin(round.Hosts, round.Requests);
        var other = Begin([.. round.Hosts.Reverse()], [.. round.Requests.Reverse()]);
        Assert.All(round.Requests, request => Assert.Equal(Text(one.TryPlace(request)), Text(other.TryPlace(request))));
    });

    [Fact]
    public void Place_ShareOfADevice_LeavesTheWholeOneForWhoNeedsIt()
    {
        var whole = Fleet.Request(cpu: 1) with { Devices = new DeviceRequirement { Count = 1, ComputeThousandths = 1_000 } };
        var share = Fleet.Request(cpu: 1) with { Devices = new DeviceRequirement { Count = 1, ComputeThousandths = 500 } };
        HostCandidate[] hosts =
        [
            Fleet.Host("a", "eu", "", 8, 8, Fleet.Device("0", "t4", 16), Fleet.Device("1", "t4", 16)),
            Fleet.Host("b", "eu", "", 8, 8, Fleet.Device("0", "t4", 16, compute: 500), Fleet.Device("1", "t4", 16)),
        ];
        var transaction = Begin(hosts, [whole]);
        var allocation = transaction.TryPlace(share);
        Assert.Equal("b 0", $"{allocation!.Host} {allocation.Claim.DeviceIds.Single()}");
    }

    [Fact]
    public void Place_CpuOnly_KeepsAwayFromDevicesThatNeedTheCpu()
    {
        var cpu = Fleet.Request(cpu: 6);
        var device = Fleet.Request(cpu: 4) with { Devices = new DeviceRequirement { Count = 1 } };
        HostCandidate[] hosts = [Fleet.Host("a", "eu", "", 8, 8, Fleet.Device("0", "t4", 16)), Fleet.Host("b", "eu", "", 8, 8)];
        Assert.Equal("b", Begin(hosts, [cpu, device]).TryPlace(cpu)!.Host);
    }

    private static PlacementTransaction Begin(HostCandidate[] hosts, PlacementRequest[] expected) =>
        new(new PlacementSnapshot(hosts), new PlacementWeights(), DemandMix.Of(expected.Select(DemandShape.Of)), Few);

    private static string Text(ReplicaAllocation? allocation) =>
        allocation is null ? "refused" : $"{allocation.Host} {string.Join(',', allocation.Claim.DeviceIds)}";
}
