using System.Collections.Immutable;
using System.Globalization;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>Decides which machines to buy for what has no room, and which could go. Pure: the same snapshot gives the same decision.</summary>
public static class CapacityPlanner
{
    // Each trial places all that is missing again; those that cost most are tried.
    private const int MostTrials = 32;
    private static readonly HashSet<string> Nothing = [];

    /// <summary>Decides.</summary>
    /// <param name="snapshot">What is there and needed.</param>
    public static CapacityDecision Decide(CapacitySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var needed = snapshot with { Needs = QuotaCap.Within([.. snapshot.Needs.Select(need => need.ToBuy)], snapshot.Quotas) };
        var lacks = RoomFinder.Lacks(needed, Nothing);
        var chooser = new MachineChooser(needed);
        var purchases = chooser.Buy(lacks);

        // What will lack only is no lack yet.
        ImmutableArray<UnservedNeed> unserved =
        [
            .. lacks.Where(lack => !lack.IsLater).Select(lack => new UnservedNeed(lack.Need.Request.Model, lack.Replicas, [.. chooser.WhyNot(lack)])),
        ];
        foreach (var kind in snapshot.Kinds.Where(kind => !kind.IsPaused))
        {
            var count = kind.Count + purchases.Count(purchase => purchase.Kind == kind.Name);
            purchases.AddRange(Enumerable.Repeat(
                new CapacityPurchase(kind.Name, string.Create(CultureInfo.InvariantCulture, $"at least {kind.Least} of {kind.Name} are asked for")), Math.Max(0, kind.Least - count)));
        }

        // One thing after the other: nothing goes while something comes or lacks.
        if (purchases.Count > 0 || chooser.Waits || lacks.Count > 0 || snapshot.Machines.Any(machine => !machine.Joined))
        {
            return new CapacityDecision([.. purchases], [], unserved);
        }

        var kept = snapshot with { Needs = QuotaCap.Within([.. snapshot.Needs.Select(need => need.ToKeep)], snapshot.Quotas) };
        var superfluous = Superfluous(kept);
        return superfluous.IsEmpty && Cheaper(kept) is { } cheaper
            ? new CapacityDecision([cheaper], [], [])
            : new CapacityDecision([], superfluous, []);
    }

    private static ImmutableArray<SuperfluousMachine> Superfluous(CapacitySnapshot snapshot)
    {
        var gone = new HashSet<string>(StringComparer.Ordinal);
        var counts = snapshot.Kinds.ToDictionary(kind => kind.Name, kind => kind.Count, StringComparer.Ordinal);
        var found = ImmutableArray.CreateBuilder<SuperfluousMachine>();
        foreach (var (machine, kind) in CostliestFirst(snapshot).Take(MostTrials))
        {
            if (counts[kind.Name] <= kind.Least)
            {
                continue;
            }

            gone.Add(machine.Name);
            if (RoomFinder.Lacks(snapshot, gone).Count > 0)
            {
                gone.Remove(machine.Name);
                continue;
            }

            counts[kind.Name]--;
            var held = snapshot.Needs.Sum(need => need.HeldOn.Count(host => host == machine.Name));
            found.Add(new SuperfluousMachine(machine.Name, held == 0
                ? "nothing runs on it, and nothing that is needed lacks room"
                : string.Create(CultureInfo.InvariantCulture, $"its {held} replicas have room elsewhere")));
        }

        return found.ToImmutable();
    }

    /// <summary>One machine that would hold what a costlier one does.</summary>
    private static CapacityPurchase? Cheaper(CapacitySnapshot snapshot)
    {
        foreach (var (machine, kind) in CostliestFirst(snapshot).Where(pair => pair.Kind.EffectivePrice > 0).Take(MostTrials))
        {
            var without = new HashSet<string>(StringComparer.Ordinal) { machine.Name };
            var lacks = RoomFinder.Lacks(snapshot, without);
            if (lacks.Count > 0 && snapshot.Kinds.First(one => one.Name == machine.Kind).Count > kind.Least
                && new MachineChooser(snapshot).One(lacks) is { } cheaper && cheaper.EffectivePrice <= (1 - snapshot.LeastSaving) * kind.EffectivePrice

                // Else the new one would be the superfluous one in the end.
                && RoomFinder.Lacks(snapshot with { Hosts = snapshot.Hosts.Add(new CapacityHost(cheaper.Template with { Name = "\uffff" }, cheaper.IsSpot)) }, without).Count == 0)
            {
                return new CapacityPurchase(cheaper.Name, string.Create(
                    CultureInfo.InvariantCulture, $"holds what {machine.Name} does for {cheaper.EffectivePrice:0.###} an hour instead of {kind.EffectivePrice:0.###}"));
            }
        }

        return null;
    }

    /// <summary>What could be given back. A reserved machine stays: giving it back saves nothing.</summary>
    private static IEnumerable<(CapacityMachine Machine, CapacityKind Kind)> CostliestFirst(CapacitySnapshot snapshot) => snapshot.Machines
        .Where(machine => machine.Joined)
        .Select(machine => (Machine: machine, Kind: snapshot.Kinds.FirstOrDefault(kind => kind.Name == machine.Kind)))
        .Where(pair => pair.Kind is not null && pair.Kind.Price.Terms != PriceTerms.Reserved)
        .Select(pair => (pair.Machine, Kind: pair.Kind!))
        .OrderByDescending(pair => pair.Kind.EffectivePrice)
        .ThenBy(pair => snapshot.Needs.Sum(need => need.HeldOn.Count(host => host == pair.Machine.Name)))
        .ThenByDescending(pair => pair.Machine.Name, StringComparer.Ordinal);
}
