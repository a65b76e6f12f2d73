using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Placement;

public class PlacementPropertyTests
{
    private static readonly Gen<(HostCandidate[] Hosts, PlacementRequest Request)> Cases =
        from hosts in Fleet.Hosts
        from request in Fleet.Requests
        select (hosts, request);

    [Fact]
    public void Decide_RandomFleets_PlacesExactlyWhereTheReferenceSeesNoViolation() => Seeded.ForAll(41, Cases, c =>
    {
        var feasible = c.Hosts.Where(host => ReferenceFit.Violated(host, c.Request).Count == 0).Select(host => host.Name).ToList();
        var placed = Fleet.Decide(c.Hosts, c.Request) as PlacementDecision.Placed;
        Assert.Equal(feasible.Count, placed?.FeasibleHosts ?? 0);
        if (placed is null)
        {
            return;
        }

        Assert.Contains(placed.Host, feasible);
        Assert.Equal(placed.Host, placed.Scores[0].Host);
        var host = c.Hosts.Single(host => host.Name == placed.Host);
        Assert.Empty(LedgerMath.Check(host, placed.Allocation.Claim));
        Assert.Equal(c.Request.Devices?.Count ?? 0, placed.DeviceIds.Distinct().Count());
        Assert.All(placed.DeviceIds, id => Assert.True(
            c.Request.Devices!.Classes.IsEmpty || c.Request.Devices.Classes.Contains(host.Devices.Single(device => device.Id == id).DeviceClass)));
    }, 1_000);

    [Fact]
    public void Decide_Refused_ListsEveryViolatedConstraintWithItsHosts() => Seeded.ForAll(42, Cases, c =>
    {
        if (Fleet.Decide(c.Hosts, c.Request) is not PlacementDecision.Refused refused || c.Hosts.Length == 0)
        {
            return;
        }

        var expected = c.Hosts
            .SelectMany(host => ReferenceFit.Violated(host, c.Request))
            .GroupBy(constraint => constraint)
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, group.Count()));
        Assert.Equal(expected, refused.Obstacles.Select(obstacle => (obstacle.Constraint, obstacle.ExcludedHosts)));

        // Together they exclude every device, but for hosts whose devices are good and too few.
        var need = c.Request.Devices;
        var all = c.Hosts.Sum(host => host.Devices.Length);
        Assert.All(refused.Obstacles, obstacle => Assert.InRange(obstacle.ExcludedDevices, 0, need is null ? 0 : all));
        if (need is { Count: 1 } && all > 0)
        {
            Assert.True(refused.Obstacles.Sum(obstacle => obstacle.ExcludedDevices) + (refused.Obstacles.Any(obstacle => obstacle.Constraint == PlacementConstraint.DeviceClass) ? 0
                : c.Hosts.Sum(host => host.Devices.Count(device => !need.Classes.IsEmpty && !need.Classes.Contains(device.DeviceClass)))) >= all);
        }
    }, 1_000);

    [Fact]
    public void Decide_Refused_NearestChangesAppliedMakeThatHostFit() => Seeded.ForAll(43, Cases, c =>
    {
        if (Fleet.Decide(c.Hosts, c.Request) is not PlacementDecision.Refused { Nearest: { } nearest })
        {
            return;
        }

        var host = c.Hosts.Single(host => host.Name == nearest.Host);
        var (changedHost, changedRequest) = nearest.Changes.Aggregate((host, c.Request), (state, change) => Apply(state.host, state.Request, change));
        var placed = Assert.IsType<PlacementDecision.Placed>(Fleet.Decide([changedHost], changedRequest));
        Assert.Equal(nearest.Host, placed.Host);

        // And none of them is idle: without any one of them the host still refuses.
        foreach (var left in nearest.Changes)
        {
            var (partHost, partRequest) = nearest.Changes.Remove(left).Aggregate((host, c.Request), (state, change) => Apply(state.host, state.Request, change));
            Assert.IsType<PlacementDecision.Refused>(Fleet.Decide([partHost], partRequest));
        }
    }, 1_000);

    [Fact]
    public void Decide_MoreFree_NeverTurnsAPlacementIntoARefusal()
    {
        var cases =
            from c in Cases
            from cpu in Gen.Choose(0, 3)
            from memory in Gen.Choose(0, 3)
            from device in Gen.Choose(0, 3)
            from which in Gen.Choose(0, 31)
            select (c.Hosts, c.Request, cpu, memory, device, which);
        Seeded.ForAll(44, cases, c =>
        {
            var more = c.Hosts.Select((host, at) => (c.which >> at & 1) == 0 ? host : host with
            {
                CpuFreeMillicores = host.CpuFreeMillicores + (c.cpu * 1_000),
                MemoryFreeBytes = host.MemoryFreeBytes + (c.memory * Fleet.GiB),
                Devices = [.. host.Devices.Select(device => device with { MemoryFreeBytes = device.MemoryFreeBytes + (c.device * Fleet.GiB) })],
            });
            if (Fleet.Decide(c.Hosts, c.Request) is PlacementDecision.Placed)
            {
                Assert.IsType<PlacementDecision.Placed>(Fleet.Decide(more, c.Request));
            }
        }, 1_000);
    }

    [Fact]
    public void Decide_HostsInAnyOrder_GivesTheSameDecision() => Seeded.ForAll(45, Cases, c =>
    {
        var one = Fleet.Decide(c.Hosts, c.Request);
        var other = Fleet.Decide(c.Hosts.Reverse(), c.Request);
        Assert.Equal(Text(one), Text(other));
    });

    private static string Text(PlacementDecision decision) => decision switch
    {
        PlacementDecision.Placed placed => $"{placed.Host} {string.Join(',', placed.DeviceIds)} {string.Join(' ', placed.Scores)}",
        PlacementDecision.Refused refused => $"{refused.Text} {refused.CouldEverFit}",
        _ => "",
    };

    private static (HostCandidate Host, PlacementRequest Request) Apply(HostCandidate host, PlacementRequest request, RequiredChange change)
    {
        HostCandidate OnDevice(Func<DeviceCandidate, DeviceCandidate> to) =>
            host with { Devices = [.. host.Devices.Select(device => device.Id == change.DeviceId ? to(device) : device)] };
        return change.Constraint switch
        {
            PlacementConstraint.Availability => (host with { Availability = HostAvailability.Active }, request),
            PlacementConstraint.Region => (host, request with { AllowedRegions = request.AllowedRegions.Add(host.Region) }),
            PlacementConstraint.Zone => (host, request with { AllowedZones = request.AllowedZones.Add(host.Zone) }),
            PlacementConstraint.Host => (host, request with { AllowedHosts = request.AllowedHosts.Add(host.Name) }),
            PlacementConstraint.Spread => (host, request with { PeerHosts = [.. request.PeerHosts.Where(peer => peer != host.Name)] }),
            PlacementConstraint.Cpu => (host with { CpuFreeMillicores = host.CpuFreeMillicores + change.Missing }, request),
            PlacementConstraint.Memory => (host with { MemoryFreeBytes = host.MemoryFreeBytes + change.Missing }, request),
            PlacementConstraint.DeviceClass => (host with { Devices = [.. host.Devices, .. NewDevices(request.Devices!, (int)change.Missing)] }, request),
            PlacementConstraint.DeviceCondition => (OnDevice(device => device with { Condition = DeviceCondition.Healthy }), request),
            PlacementConstraint.DeviceMemory => (OnDevice(device => device with { MemoryFreeBytes = device.MemoryFreeBytes + change.Missing }), request),
            PlacementConstraint.DeviceCompute =>
                (OnDevice(device => device with { ComputeFreeThousandths = device.ComputeFreeThousandths + (int)change.Missing }), request),
            _ => throw new ArgumentOutOfRangeException(nameof(change)),
        };
    }

    private static IEnumerable<DeviceCandidate> NewDevices(DeviceRequirement need, int count) =>
        Enumerable.Range(0, count).Select(at => Fleet.Device($"new{at}", need.Classes.FirstOrDefault("any"), 16));
}
