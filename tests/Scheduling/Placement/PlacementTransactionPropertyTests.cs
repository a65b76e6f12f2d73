using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Placement;

public class PlacementTransactionPropertyTests
{
    private static readonly Gen<(HostCandidate[] Hosts, (int Verb, int Pick, PlacementRequest Request)[] Steps)> Histories =
        from hosts in Fleet.Hosts
        from steps in (
            from verb in Gen.Choose(0, 9)
            from pick in Gen.Choose(0, 1_000)
            from request in Fleet.Requests
            select (verb, pick, request)).ArrayOf(1, 40)
        select (hosts, steps);

    [Fact]
    public void Transaction_RandomHistories_NeverOvercommitsAndRollsBackExactly() => Seeded.ForAll(51, Histories, history =>
    {
        var before = new PlacementSnapshot(history.Hosts);
        var transaction = new PlacementTransaction(before, new PlacementWeights());
        var start = transaction.Checkpoint();
        var held = new List<ReplicaAllocation>();
        var marks = new List<(PlacementCheckpoint Checkpoint, string State, List<ReplicaAllocation> Held)>();
        foreach (var (verb, pick, request) in history.Steps)
        {
            if (verb <= 5)
            {
                var room = Fleet.Describe(transaction.Current);
                if (transaction.Place(request) is PlacementDecision.Placed placed)
                {
                    held.Add(placed.Allocation);
                }
                else
                {
                    Assert.Equal(room, Fleet.Describe(transaction.Current));
                }
            }
            else if (verb == 6 && held.Count > 0)
            {
                transaction.Release(held[pick % held.Count]);
                held.RemoveAt(pick % held.Count);
            }
            else if (verb <= 8)
            {
                marks.Add((transaction.Checkpoint(), Fleet.Describe(transaction.Current), [.. held]));
            }
            else if (marks.Count > 0)
            {
                var at = pick % marks.Count;
                transaction.Rollback(marks[at].Checkpoint);
                Assert.Equal(marks[at].State, Fleet.Describe(transaction.Current));
                held = [.. marks[at].Held];
                marks.RemoveRange(at + 1, marks.Count - at - 1);
            }

            AssertBooksBalance(before, transaction.Current, held);
        }

        transaction.Rollback(start);
        Assert.Equal(Fleet.Describe(before), Fleet.Describe(transaction.Current));
        Assert.Empty(transaction.Changes);
    });

    /// <summary>On each host and device: free before = free now + held, and nothing below zero.</summary>
    private static void AssertBooksBalance(PlacementSnapshot before, PlacementSnapshot now, List<ReplicaAllocation> held)
    {
        foreach (var (was, host) in before.Hosts.Zip(now.Hosts))
        {
            var claims = held.Where(allocation => allocation.Host == host.Name).Select(allocation => allocation.Claim).ToList();
            Assert.Equal(was.CpuFreeMillicores, host.CpuFreeMillicores + claims.Sum(claim => claim.CpuMillicores));
            Assert.Equal(was.MemoryFreeBytes, host.MemoryFreeBytes + claims.Sum(claim => claim.MemoryBytes));
            Assert.True(host.CpuFreeMillicores >= 0 && host.MemoryFreeBytes >= 0, $"{host} is overcommitted");
            foreach (var (wasDevice, device) in was.Devices.Zip(host.Devices))
            {
                var shares = claims.Where(claim => claim.DeviceIds.Contains(device.Id)).ToList();
                Assert.Equal(wasDevice.MemoryFreeBytes, device.MemoryFreeBytes + shares.Sum(claim => claim.DeviceMemoryBytes));
                Assert.Equal(wasDevice.ComputeFreeThousandths, device.ComputeFreeThousandths + shares.Sum(claim => claim.DeviceComputeThousandths));
                Assert.True(device.MemoryFreeBytes >= 0 && device.ComputeFreeThousandths >= 0, $"{device} is overcommitted");
            }
        }
    }
}
