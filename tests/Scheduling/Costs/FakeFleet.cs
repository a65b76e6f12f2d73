using System.Collections.Immutable;
using Krewe.Scheduling.Costs.Capacity;
using Krewe.Scheduling.Placement;

namespace Krewe.Scheduling.Tests.Costs;

/// <summary>Machines that come and go as the planner says, with replicas that stay where they are as long as they can.</summary>
internal sealed class FakeFleet(CapacityKind[] kinds)
{
    private readonly SortedDictionary<string, string> _machines = new(StringComparer.Ordinal);
    private readonly Dictionary<bool, PlacementTransaction> _transactions = [];
    private ImmutableArray<CapacityNeed> _held = [];
    private int _last;

    public CapacityDecision Decide(CapacityNeed[] needs)
    {
        var hosts = _machines.Select(pair => HostOf(pair.Key, KindOf(pair.Value))).ToList();
        _held = Place(needs, hosts);
        return CapacityPlanner.Decide(new CapacitySnapshot
        {
            Kinds = [.. kinds.Select(kind => kind with { Count = _machines.Values.Count(name => name == kind.Name) })],
            Hosts = [.. hosts.Select(host => host with { Host = _transactions[host.IsSpot].Current.Hosts.First(one => one.Name == host.Host.Name) })],
            Needs = _held,
            Machines = [.. _machines.Select(pair => new CapacityMachine(pair.Key, pair.Value, Joined: true))],
        });
    }

    /// <summary>False when there is nothing to do.</summary>
    public bool Obey(CapacityDecision decision)
    {
        foreach (var purchase in decision.Purchases)
        {
            _machines.Add($"{purchase.Kind}-{++_last}", purchase.Kind);
        }

        foreach (var machine in decision.Superfluous)
        {
            _machines.Remove(machine.Machine);
        }

        return decision.Purchases.Length + decision.Superfluous.Length > 0;
    }

    public void CheckLimits(int seed) =>
        Assert.All(kinds, kind => Assert.True(_machines.Values.Count(name => name == kind.Name) <= kind.Most, $"seed {seed}: more than {kind.Most} of {kind.Name}"));

    /// <summary>Once settled, of whatever has no room it is said why, and no model has more than its share on spot machines.</summary>
    public void CheckSettled(int seed, CapacityDecision decision)
    {
        foreach (var need in _held)
        {
            var spot = need.HeldOn.Count(host => KindOf(_machines[host]).IsSpot);
            Assert.True(spot <= need.SpotReplicas, $"seed {seed}: {spot} of {need.Replicas} replicas of {need.Request.Model} on spot machines");
            var unserved = decision.Unserved.Where(one => one.Model == need.Request.Model).ToList();
            Assert.Equal(need.Replicas - need.HeldOn.Length, unserved.Sum(one => one.Replicas));
            Assert.All(unserved, one => Assert.Equal(kinds.Length, one.Reasons.Length));
        }
    }

    public override string ToString() => $"{string.Join(", ", _machines.Keys)}; {string.Join("; ", _held.Select(need => $"{need.Request.Model} {need.HeldOn.Length} of {need.Replicas}"))}";

    private ImmutableArray<CapacityNeed> Place(CapacityNeed[] needs, List<CapacityHost> hosts)
    {
        foreach (var spot in new[] { false, true })
        {
            _transactions[spot] = new PlacementTransaction(new PlacementSnapshot(hosts.Where(host => host.IsSpot == spot).Select(host => host.Host)), new PlacementWeights());
        }

        var stays = needs.ToDictionary(need => need, need => Staying(need, hosts));
        return [.. RoomFinder.Ordered(needs).Select(need =>
        {
            var held = stays[need];
            while (held.Count < need.Replicas && held.Count(host => KindOf(_machines[host]).IsSpot) < need.SpotReplicas && _transactions[true].TryPlace(need.Request) is { } there)
            {
                held.Add(there.Host);
            }

            while (held.Count < need.Replicas && _transactions[false].TryPlace(need.Request) is { } there)
            {
                held.Add(there.Host);
            }

            return need with { HeldOn = [.. held] };
        })];
    }

    /// <summary>What runs on and may stay.</summary>
    private List<string> Staying(CapacityNeed need, List<CapacityHost> hosts)
    {
        var held = new List<string>();
        var before = _held.FirstOrDefault(one => one.Request.Model == need.Request.Model && one.Request.CpuMillicores == need.Request.CpuMillicores)?.HeldOn ?? [];
        foreach (var host in before.Where(_machines.ContainsKey).Take(need.Replicas))
        {
            var spot = KindOf(_machines[host]).IsSpot;
            if (!spot || held.Count(one => KindOf(_machines[one]).IsSpot) < need.SpotReplicas)
            {
                Assert.NotNull(_transactions[spot].TryPlace(need.Request with { AllowedHosts = [host] }));
                held.Add(host);
            }
        }

        return held;
    }

    private CapacityKind KindOf(string name) => kinds.Single(kind => kind.Name == name);

    private static CapacityHost HostOf(string name, CapacityKind kind) => new(kind.Template with { Name = name }, kind.IsSpot);
}
